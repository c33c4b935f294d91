/** An appointments file: each row is a visit, new, changed or known; a row of an older export changes nothing. */
import type { Appointment } from '../appointment/appointment.ts';
import { readAppointments } from '../appointment/read-appointments.ts';
import { hashOf, type VisitId, visitIdOf } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { auditAction } from './audit.ts';
import { bytesOf, type InboxFile } from './inbox-file.ts';
import { patientDayKey } from './keys.ts';
import type { Action, Outcome, Ports } from './ports.ts';
import { quarantineFile } from './quarantine.ts';
import { readReference } from './read-reference.ts';
import { resultAction } from './stored-file.ts';
import { readVisit, type StoredVisit, visitAction } from './stored-visit.ts';

type Row = { readonly row: number; readonly appointment: Appointment };

type Taken = { readonly visit: VisitId; readonly how: 'new' | 'changed' | 'known' | 'superseded' };

export async function takeAppointments(ports: Ports, file: InboxFile): Promise<Outcome> {
  const { practice } = await readReference(ports, file.practice);
  const read = readAppointments(await bytesOf(ports, file), practice?.timeZone ?? null);
  if (read.fatal) {
    await quarantineFile(ports, file.practice, file.fileId, read.issues);
    return { event: 'appointments-quarantined', counts: { files: 1 } };
  }
  const issues: Issue[] = [...read.issues];
  const planned = new Set<VisitId>();
  for (const row of read.appointments) {
    const { how, visit } = await takeRow(ports, file, row);
    if (how === 'new' || how === 'changed') planned.add(visit);
    if (how === 'known') issues.push(issue('appointment-known', 'warning', row.row));
    if (how === 'superseded') issues.push(issue('appointment-superseded', 'warning', row.row));
  }
  await sendPlanned(ports, file, [...planned]);
  const posted = read.appointments.length;
  const counts = { rows: read.rows, posted, held: 0, rejected: read.rows - posted };
  const result = { status: 'done', ...counts, issues } as const;
  await ports.records.transact([resultAction(file.practice, file.fileId, result)]);
  return { event: 'appointments-taken', counts: { posted, rejected: counts.rejected } };
}

/** So many ids a message. */
const visitsPerMessage = 500;

async function sendPlanned(ports: Ports, { practice }: InboxFile, visits: readonly VisitId[]) {
  const messages = [];
  for (let at = 0; at < visits.length; at += visitsPerMessage) {
    messages.push({ practice, visits: visits.slice(at, at + visitsPerMessage), planned: true });
  }
  if (messages.length > 0) await ports.queues.send('verify', messages);
}

/** Tried again when somebody else wrote the visit meanwhile. */
async function takeRow(ports: Ports, file: InboxFile, row: Row): Promise<Taken> {
  const { practice } = file;
  const visit = visitIdOf(practice, row.appointment.appointmentId);
  const contentHash = hashOf(JSON.stringify(row.appointment));
  for (let tries = 0; tries < 5; tries += 1) {
    const before = await readVisit(ports.records, practice, visit);
    const how = before === null ? 'new' : howChanged(before, file, row, contentHash);
    const stays = how === 'known' || how === 'superseded' || before?.contentHash === contentHash;
    if (stays) return { visit, how };
    const after = visitAfter(ports, file, row, { before, contentHash, visit });
    const written = await ports.records.transact(visitActions(ports, file, after));
    if (written.done) return { visit, how };
  }
  throw new Error('a visit keeps changing');
}

/** The row itself, worked again, has changed the visit as it did the first time. */
function howChanged(
  before: StoredVisit,
  { fileId, record }: InboxFile,
  { row }: Row,
  contentHash: string,
): Taken['how'] {
  if (before.contentHash !== contentHash)
    return before.arrived > record.arrived ? 'superseded' : 'changed';
  return before.fileId === fileId && before.row === row ? 'changed' : 'known';
}

function visitAfter(
  ports: Ports,
  { fileId, record }: InboxFile,
  { appointment, row }: Row,
  known: { before: StoredVisit | null; contentHash: string; visit: VisitId },
): StoredVisit {
  const { before, contentHash, visit } = known;
  return {
    version: before?.version ?? 0,
    visitId: visit,
    appointment: copyOf(appointment),
    contentHash,
    fileId,
    arrived: record.arrived,
    row,
    firstOn: before?.firstOn ?? ports.clock.today(),
    inquiries: before?.inquiries ?? [],
    answers: before?.answers ?? [],
    authorizedOn: before?.authorizedOn ?? null,
    lookOn: ports.clock.today(),
  };
}

function copyOf(appointment: Appointment): StoredVisit['appointment'] {
  return { ...appointment, procedures: [...appointment.procedures] };
}

function visitActions(ports: Ports, { fileId, practice }: InboxFile, visit: StoredVisit) {
  const { patient, visitOn } = visit.appointment;
  const key = patientDayKey(practice, patient.patientId, visitOn, 'visit', visit.visitId);
  const item = { visitId: visit.visitId };
  const actions: Action[] = [
    visitAction(practice, visit),
    { kind: 'put', store: 'patients', key, item, when: 'any' },
    auditAction(practice, ports.clock.today(), 'visit-planned', visit.visitId, fileId),
  ];
  return actions;
}
