/**
 * A visit in the `patients` store, whole in one item: its appointment as last exported, what its payer
 * was asked, and what it answered. The stage `open` lists those that still need a look, by its day.
 */
import * as z from 'zod/mini';
import { appointmentSchema } from '../appointment/stored-appointment.ts';
import { coverageSchema } from '../coverage/coverage.ts';
import { questionHash } from '../coverage/question.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type FileId, type PracticeId, type VisitId, visitId } from '../values/ids.ts';
import { dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { stagePartition, visitItemKey } from './keys.ts';
import type { Action, Item, Records } from './ports.ts';
import { eachRow } from './read-all.ts';

const inquirySchema = rowSchema({
  number: z.number(),
  /** Of what was asked. */
  question: z.string(),
  on: dateSchema,
  batch: z.number(),
  /** A receiver or payer turned the file away, or nobody knows whether it arrived. */
  refused: z._default(z.boolean(), false),
});

export type StoredInquiry = z.infer<typeof inquirySchema>;

const answerSchema = rowSchema({
  /** Of all that it says: the same answer twice is one. */
  hash: z.string(),
  inquiry: z.number(),
  on: dateSchema,
  /** BHT04 and BHT05: of several answers to one question the one made last counts. */
  made: z.string(),
  coverage: coverageSchema,
});

export type StoredAnswer = z.infer<typeof answerSchema>;

const visitSchema = rowSchema({
  version: z.number(),
  visitId: idSchema<VisitId>(),
  appointment: appointmentSchema,
  contentHash: z.string(),
  /** The file that it was last taken from, the day on which that arrived, and the row. */
  fileId: idSchema<FileId>(),
  arrived: dateSchema,
  row: z.number(),
  /** When the visit was first heard of. */
  firstOn: dateSchema,
  inquiries: z.array(inquirySchema),
  answers: z.array(answerSchema),
  /** The first day on which what it needs was found authorized. */
  authorizedOn: z.nullable(dateSchema),
  /** When it is looked at next; null when nothing is left to do for it. */
  lookOn: z.nullable(dateSchema),
});

export type StoredVisit = z.infer<typeof visitSchema>;

/** More answers than this to one visit are a payer that repeats itself; the latest stay. */
const answersKept = 40;

/** `version` is raised; it must still be the stored one's, 0 for a new visit. */
export function visitAction(practice: PracticeId, visit: StoredVisit): Action {
  const { lookOn, version, visitId: id } = visit;
  const stage = { practiceStage: stagePartition(practice, 'open') };
  const item = {
    ...visit,
    answers: visit.answers.slice(-answersKept),
    version: version + 1,
    practice,
    visitPart: id,
    ...(lookOn === null ? {} : { ...stage, dayVisit: `${lookOn}#${id}` }),
  };
  const key = visitItemKey(practice, id);
  return version === 0
    ? { kind: 'put', store: 'patients', key, item, when: 'absent' }
    : { kind: 'put', store: 'patients', key, item, when: { version } };
}

export async function readVisit(
  records: Records,
  practice: PracticeId,
  id: VisitId,
): Promise<StoredVisit | null> {
  const item = await records.get('patients', visitItemKey(practice, id));
  return item && visitSchema.parse(item);
}

export function visitOf(item: Item): StoredVisit {
  return visitSchema.parse(item);
}

type Change = (visit: StoredVisit) => {
  readonly visit: StoredVisit;
  readonly with: readonly Action[];
} | null;

/** Null from `change` leaves the visit as it is. */
export async function changeVisit(
  records: Records,
  practice: PracticeId,
  id: VisitId,
  change: Change,
): Promise<void> {
  const visit = await readVisit(records, practice, id);
  if (visit !== null) await changeRead(records, practice, visit, change);
}

/** The same for a visit that was just read; read again when somebody else wrote it meanwhile. */
export async function changeRead(
  records: Records,
  practice: PracticeId,
  read: StoredVisit,
  change: Change,
): Promise<void> {
  let visit: StoredVisit | null = read;
  for (let tries = 0; tries < 5; tries += 1) {
    const changed: ReturnType<Change> = visit && change(visit);
    if (changed === null) return;
    const written = await records.transact([visitAction(practice, changed.visit), ...changed.with]);
    if (written.done) return;
    visit = await readVisit(records, practice, read.visitId);
  }
  throw new Error('a visit keeps changing');
}

/** Visits to be looked at by today, those that wait longest first; the index is a hint. */
export async function openVisits(
  records: Records,
  practice: PracticeId,
  today: CalendarDate,
): Promise<readonly VisitId[]> {
  const partition = stagePartition(practice, 'open');
  const due: VisitId[] = [];
  for await (const row of eachRow(records, { store: 'patients', index: 'byStage', partition })) {
    const [day = '', id = ''] = String(row.item['dayVisit']).split('#');
    if (day > today) break;
    due.push(visitId(id));
  }
  return due;
}

/** The questions that are about the visit as it is now. */
export function currentInquiries(visit: StoredVisit): readonly StoredInquiry[] {
  const hash = questionHash(visit.appointment);
  return visit.inquiries.filter(({ question }) => question === hash);
}

/** The answers to those questions. */
export function currentAnswers(visit: StoredVisit): readonly StoredAnswer[] {
  const numbers = currentInquiries(visit).map(({ number }) => number);
  return visit.answers.filter(({ inquiry }) => numbers.includes(inquiry));
}

/** What the payer last said of the visit as it is now: of its latest question, made last. */
export function currentAnswer(visit: StoredVisit): StoredAnswer | null {
  const answers = currentAnswers(visit);
  const order = ({ hash, inquiry, made }: StoredAnswer) =>
    `${String(inquiry).padStart(6, '0')} ${made} ${hash}`;
  return answers.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).at(-1) ?? null;
}
