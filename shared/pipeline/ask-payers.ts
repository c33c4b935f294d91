/** Questions about coming visits go out, each once: what is asked is kept first, then its exact bytes. */
import { hasProblem } from '../coverage/coverage.ts';
import { askedAt, inquiryOf, questionHash, questionOf, traceOf } from '../coverage/question.ts';
import { isToVerify } from '../coverage/verification.ts';
import { writeEligibilityInquiries } from '../eligibility/write-inquiry.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId, VisitId } from '../values/ids.ts';
import { auditAction } from './audit.ts';
import { handOver } from './hand-over.ts';
import type { Action, Ports } from './ports.ts';
import { type Reference, readReference } from './read-reference.ts';
import {
  type Asked,
  bytesPerBatch,
  type InquiryBatch,
  inquiryBatchKey,
  inquiryName,
  inquiryOutboxKey,
  interchangeNumberOf,
  lastInquiryBatch,
} from './stored-inquiry-batch.ts';
import {
  changeVisit,
  currentAnswer,
  currentInquiries,
  openVisits,
  readVisit,
  type StoredVisit,
} from './stored-visit.ts';

/**
 * The last number is read before the visits are chosen: whoever writes the next number first owns it,
 * and the other one chooses again from what is left. An intended batch is finished before a new one.
 */
export async function askPayers(ports: Ports, practice: PracticeId): Promise<number> {
  const passedOver = new Set<VisitId>();
  let asked = 0;
  for (;;) {
    const last = await lastInquiryBatch(ports.records, practice);
    if (last?.state === 'intended') {
      await finish(ports, practice, last);
      continue;
    }
    const batch = await nextBatch(ports, practice, (last?.number ?? 0) + 1, passedOver);
    if (batch === null) return asked;
    const key = inquiryBatchKey(practice, batch.number);
    const intent: Action = { kind: 'put', store: 'patients', key, item: batch, when: 'absent' };
    if (!(await ports.records.transact([intent])).done) continue;
    await finish(ports, practice, batch);
    asked += batch.asked.length;
  }
}

/** Due visits of one receiver, as many as an item may hold; null when there is none. */
async function nextBatch(
  ports: Ports,
  practice: PracticeId,
  number: number,
  passedOver: Set<VisitId>,
): Promise<InquiryBatch | null> {
  const today = ports.clock.today();
  const asked: Asked[] = [];
  let receiver: string | null = null;
  let left = bytesPerBatch;
  for await (const { to, visit } of visitsToAsk(ports, practice, passedOver)) {
    if (receiver !== null && to !== receiver) continue;
    const one = askedOf(visit);
    left -= Buffer.byteLength(JSON.stringify(one));
    if (left < 0) break;
    receiver = to;
    asked.push(one);
  }
  if (receiver === null) return null;
  const name = inquiryName(practice, today, number);
  return { version: 1, number, receiver, on: today, name, asked, state: 'intended' };
}

/** `passedOver` learns which open visits are not to be asked about, so that a run reads each of them once. */
async function* visitsToAsk(ports: Ports, practice: PracticeId, passedOver: Set<VisitId>) {
  const reference = await readReference(ports, practice);
  const today = ports.clock.today();
  for (const id of await openVisits(ports.records, practice, today)) {
    const visit = passedOver.has(id) ? null : await readVisit(ports.records, practice, id);
    const to = visit && receiverOf(visit, reference, today);
    if (visit && to) yield { visit, to };
    else passedOver.add(id);
  }
}

/** Null for a visit that is not to be asked about now, or whose payer takes no files. */
function receiverOf(visit: StoredVisit, reference: Reference, today: CalendarDate): string | null {
  const { appointment } = visit;
  const payer = reference.payers.get(appointment.payerId);
  if (reference.practice === null || payer?.electronic !== true) return null;
  return isToVerify(appointment, today) && isUnasked(visit, today) ? payer.receiver : null;
}

/** Never asked as it is now, or the payer said on an earlier day that it could not answer then. */
function isUnasked(visit: StoredVisit, today: CalendarDate): boolean {
  const last = currentInquiries(visit).at(-1);
  if (last === undefined) return true;
  const answer = currentAnswer(visit);
  const silent = answer !== null && hasProblem(answer.coverage, 'payer-unavailable');
  return silent && answer.inquiry === last.number && last.on < today;
}

function askedOf({ appointment, inquiries, visitId }: StoredVisit): Asked {
  const number = Math.max(0, ...inquiries.map((row) => row.number)) + 1;
  return { visit: visitId, number, appointment };
}

/** Each part is done once however often it is tried: bytes kept, visits marked, handed over, noted. */
async function finish(ports: Ports, practice: PracticeId, batch: InquiryBatch): Promise<void> {
  const outbox = inquiryOutboxKey(practice, batch);
  if ((await ports.files.read('outbox', outbox)) === null) {
    await ports.files.write('outbox', outbox, await bytesOf(ports, practice, batch), 'absent');
  }
  const bytes = await ports.files.read('outbox', outbox);
  if (bytes === null) throw new Error('the bytes of a batch are gone');
  const { receiver, name } = batch;
  const { outcome } = await handOver(ports, { practice, receiver, name }, bytes);
  const left = outcome === 'accepted' || outcome === 'handed';
  for (const asked of batch.asked) await markAsked(ports, practice, batch, asked, !left);
  const key = inquiryBatchKey(practice, batch.number);
  const item = { ...batch, version: batch.version + 1, state: left ? 'sent' : 'person' };
  await ports.records.transact([
    { kind: 'put', store: 'patients', key, item, when: { version: batch.version } },
    auditAction(practice, ports.clock.today(), 'inquiry-sent', batch.name),
  ]);
}

async function bytesOf(ports: Ports, practice: PracticeId, batch: InquiryBatch) {
  const { payers, practice: own } = await readReference(ports, practice);
  if (own === null) throw new Error('a question without a provider');
  const envelope = {
    sender: own.submitterId,
    receiver: batch.receiver,
    date: batch.on,
    time: askedAt,
    number: interchangeNumberOf(batch),
  };
  const inquiries = batch.asked.map(({ appointment, number, visit }) => {
    const payer = payers.get(appointment.payerId);
    if (payer === undefined) throw new Error('a question to a payer that nobody knows');
    const from = { practice: own, payer, on: batch.on };
    return inquiryOf(questionOf(appointment), traceOf(visit, number), from);
  });
  return writeEligibilityInquiries(envelope, inquiries);
}

function markAsked(
  ports: Ports,
  practice: PracticeId,
  batch: InquiryBatch,
  { appointment, number, visit: id }: Asked,
  refused: boolean,
): Promise<void> {
  const question = questionHash(appointment);
  const inquiry = { number, question, on: batch.on, batch: batch.number, refused };
  return changeVisit(ports.records, practice, id, (visit) => {
    if (visit.inquiries.some((row) => row.number === number)) return null;
    const changed = { ...visit, inquiries: [...visit.inquiries, inquiry] };
    return {
      visit: changed,
      with: [auditAction(practice, ports.clock.today(), 'visit-asked', id, String(number))],
    };
  });
}
