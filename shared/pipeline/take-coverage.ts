/** A 271 file: each answer goes to the visit whose question it names; one that names none of ours is a person's. */
import type { Coverage } from '../coverage/coverage.ts';
import { parseTrace } from '../coverage/question.ts';
import { readCoverage } from '../coverage/read-coverage.ts';
import type { EligibilityAnswer } from '../eligibility/eligibility-answer.ts';
import { readEligibilityAnswers } from '../eligibility/read-answer.ts';
import { type ClaimId, hashOf, type VisitId } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { zero } from '../values/money.ts';
import { auditAction } from './audit.ts';
import { bytesOf, type InboxFile } from './inbox-file.ts';
import { openItem } from './open-item.ts';
import { readDay } from './patient-day.ts';
import type { Outcome, Ports } from './ports.ts';
import { askAboutRest, quarantineFile } from './quarantine.ts';
import { type Reference, readReference } from './read-reference.ts';
import { sendClaims } from './send-claims.ts';
import { settleVisits } from './settle-visit.ts';
import { resultAction } from './stored-file.ts';
import { type Asked, askedIn } from './stored-inquiry-batch.ts';
import { changeVisit, readVisit, type StoredAnswer } from './stored-visit.ts';

type Received = EligibilityAnswer & { readonly complete: boolean };

type Taken = { readonly visit: VisitId | null; readonly issues: readonly Issue[] };

export async function takeCoverage(ports: Ports, file: InboxFile): Promise<Outcome> {
  const read = readEligibilityAnswers(await bytesOf(ports, file));
  if (read.received.length === 0) {
    await quarantineFile(ports, file.practice, file.fileId, read.findings);
    return { event: 'coverage-quarantined', counts: { files: 1 } };
  }
  const reference = await readReference(ports, file.practice);
  const taken: Taken[] = [];
  const questions = rememberQuestions(ports, file);
  for (const [index, answer] of read.received.entries()) {
    const asked = await askedBy(ports, file, answer, questions);
    taken.push(await takeAnswer(ports, file, reference, { answer, asked, row: index + 1 }));
  }
  const visits = taken.flatMap(({ visit }) => visit ?? []);
  await settleVisits(ports, file.practice, visits, 'changed');
  await sendClaims(ports, 'scrub', file.practice, await claimsOf(ports, file, visits));
  const counts = { rows: taken.length, posted: visits.length, rejected: 0 };
  const held = taken.length - visits.length;
  const issues = [...read.findings, ...taken.flatMap((row) => row.issues)];
  await askAboutRest(ports, file.practice, file.fileId, read.findings);
  await ports.records.transact([
    resultAction(file.practice, file.fileId, { status: 'done', ...counts, held, issues }),
    auditAction(file.practice, ports.clock.today(), 'coverage-taken', file.fileId),
  ]);
  return { event: 'coverage-taken', counts: { posted: counts.posted, held } };
}

/** Claims of the visits that were charged before their payer answered. */
async function claimsOf(ports: Ports, { practice }: InboxFile, visits: readonly VisitId[]) {
  const claims: ClaimId[] = [];
  for (const id of new Set(visits)) {
    const visit = await readVisit(ports.records, practice, id);
    if (visit === null) continue;
    const { patient, visitOn } = visit.appointment;
    const day = await readDay(ports.records, practice, patient.patientId, visitOn);
    claims.push(...day.charges.map((row) => row.claimId));
  }
  return claims;
}

type Answered = { readonly answer: Received; readonly asked: Asked | null; readonly row: number };

async function takeAnswer(
  ports: Ports,
  file: InboxFile,
  reference: Reference,
  { answer, asked, row }: Answered,
): Promise<Taken> {
  if (!answer.complete) return hold(ports, file, row, 'answer-incomplete');
  if (asked === null) return hold(ports, file, row, 'trace-unknown');
  const { appointment, number, visit: id } = asked;
  const payer = reference.payers.get(appointment.payerId) ?? null;
  const stored = storedAnswer(ports, answer, number, readCoverage(answer, appointment, payer));
  await changeVisit(ports.records, file.practice, id, (visit) => {
    if (visit.answers.some(({ hash }) => hash === stored.hash)) return null;
    const { hash, on } = stored;
    const answers = [...visit.answers, stored];
    const noted = auditAction(file.practice, on, 'visit-answered', id, hash.slice(0, 20));
    return { visit: { ...visit, answers }, with: [noted] };
  });
  return { visit: id, issues: [] };
}

/** What a batch asked: a file's answers are mostly of one, and a batch is large. */
type Questions = (batch: number) => Promise<readonly Asked[]>;

function rememberQuestions({ records }: Ports, { practice }: InboxFile): Questions {
  const known = new Map<number, Promise<readonly Asked[]>>();
  return (batch) => {
    const asked = known.get(batch) ?? askedIn(records, practice, batch);
    known.set(batch, asked);
    return asked;
  };
}

/** By the number that we gave the question (TRN02, else BHT03); null for a number that we never gave. */
async function askedBy(
  ports: Ports,
  { practice }: InboxFile,
  answer: EligibilityAnswer,
  questions: Questions,
): Promise<Asked | null> {
  const numbers = [...answer.traces.map((row) => row.number), answer.heading.reference];
  for (const trace of numbers.flatMap((number) => parseTrace(number) ?? [])) {
    const visit = await readVisit(ports.records, practice, trace.visit);
    const inquiry = visit?.inquiries.find((row) => row.number === trace.number);
    if (!inquiry) continue;
    const asked = await questions(inquiry.batch);
    const own = asked.find((row) => row.visit === trace.visit && row.number === trace.number);
    if (own) return own;
  }
  return null;
}

function storedAnswer(
  ports: Ports,
  answer: Received,
  inquiry: number,
  coverage: Coverage,
): StoredAnswer {
  const { madeAt, madeOn } = answer.heading;
  const made = `${madeOn ?? ''} ${madeAt}`;
  const hash = hashOf(String(inquiry), made, JSON.stringify(coverage));
  return { hash, inquiry, on: ports.clock.today(), made, coverage };
}

async function hold(
  ports: Ports,
  { fileId, practice }: InboxFile,
  row: number,
  code: string,
): Promise<Taken> {
  await openItem(ports, practice, `${fileId}#${row}`, {
    queue: 'eligibility',
    category: 'answer',
    claimId: null,
    amountCents: zero,
    reason: `${code} 271`,
    deadline: null,
  });
  return { visit: null, issues: [issue(code, 'warning', row)] };
}
