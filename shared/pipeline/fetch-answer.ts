/** One answer of a receiver's comes into the inbox once; what can not be had now is asked for again, and holds nothing up. */
import * as z from 'zod/mini';
import type { Listed, Remote } from '../receiver/remote.ts';
import type { Receiver } from '../reference/reference.ts';
import { hashOf, type PracticeId } from '../values/ids.ts';
import { zero } from '../values/money.ts';
import type { Cause } from '../work/item.ts';
import { auditAction } from './audit.ts';
import { exchangeKey } from './keys.ts';
import { openItem, settleItems } from './open-item.ts';
import type { Action, Key, Ports } from './ports.ts';
import { allRows } from './read-all.ts';
import { answerKey, isAnswer, layDown } from './take-answer.ts';

export type Line = {
  readonly practice: PracticeId;
  readonly row: Receiver;
  readonly remote: Remote;
};

const lateSchema = z.object({ id: z.string(), name: z.string(), tries: z.number() });

/** An answer that was listed and could not be had yet. */
export type LateAnswer = z.infer<typeof lateSchema>;

/**
 * A directory shows its files again each time, so each is remembered by its name, size and time. The key is
 * chosen once and stored first: a try on the next day writes to the same place. `late`: as it was last time.
 */
export async function fetchAnswer(
  ports: Ports,
  line: Line,
  file: Listed,
  late: LateAnswer | null,
): Promise<number> {
  if (await isFetched(ports, line, file, late)) return 0;
  const bytes = await line.remote.fetch(file);
  if (bytes === 'later') return comesLater(ports, line, file, late);
  const taken = await takenIn(ports, line, file, bytes, fetchedKey(line, file));
  if (late !== null) await forgetLate(ports, line, late, taken > 0);
  return taken;
}

function fetchedKey({ practice, row }: Line, { id }: Listed): Key {
  return exchangeKey(practice, 'fetched', row.receiver, id);
}

/** Whoever found it late while another one took it in leaves nothing behind: no next try, and nobody who is asked. */
async function isFetched(ports: Ports, line: Line, file: Listed, late: LateAnswer | null) {
  const seen = await ports.records.get('exchanges', fetchedKey(line, file));
  if (seen?.['done'] !== true) return false;
  if (late !== null) await forgetLate(ports, line, late, seen['key'] !== null);
  return true;
}

async function takenIn(
  ports: Ports,
  line: Line,
  file: Listed,
  bytes: Uint8Array | 'gone' | 'too-large',
  key: Key,
): Promise<number> {
  const { practice, row } = line;
  if (bytes === 'gone') return missing(ports, line, file, 'answer-missing');
  if (bytes === 'too-large') return missing(ports, line, file, 'answer-too-large');
  if (!isAnswer(bytes)) return leave(ports, line, file, key);
  const today = ports.clock.today();
  // Two ids may begin alike, and a name in the inbox is no place for what a receiver writes.
  const place = answerKey(practice, row.receiver, today, hashOf(file.id), bytes);
  const mark = { key: await chosenKey(ports, key, place), done: true };
  await layDown(ports, practice, mark.key, bytes);
  await ports.records.transact([
    put(key, mark),
    auditAction(practice, today, 'answer-fetched', row.receiver, file.id),
  ]);
  return 1;
}

/** The first choice stands, of two that fetch at once and of two days. */
async function chosenKey(ports: Ports, key: Key, place: string): Promise<string> {
  const item = { key: place, done: false };
  await ports.records.transact([{ kind: 'put', store: 'exchanges', key, item, when: 'absent' }]);
  const stored = await ports.records.get('exchanges', key);
  return String(stored?.['key'] ?? place);
}

/** It can not be had in this way: a person sees to it, and the rest goes on. */
async function missing(ports: Ports, { practice, row }: Line, { id }: Listed, what: string) {
  await openItem(ports, practice, subjectOf(id), pollCause(`${what} ${row.receiver} ${id}`));
  return 0;
}

/** Not for a receiver to say: a person who knows where it comes from may lay it into the inbox. */
async function leave(ports: Ports, line: Line, file: Listed, key: Key): Promise<number> {
  await missing(ports, line, file, 'answer-is-none');
  await ports.records.transact([put(key, { key: null, done: true })]);
  return 0;
}

/** What is still being written is there the next time; what is not even then has an owner, and is tried on. */
async function comesLater(ports: Ports, line: Line, file: Listed, late: LateAnswer | null) {
  const tries = (late?.tries ?? 0) + 1;
  const noted = { ...file, tries };
  await ports.records.transact([put(lateKey(line, file.id), noted)]);
  if (tries > 1) await missing(ports, line, file, 'answer-late');
  await isFetched(ports, line, file, noted);
  return 0;
}

/** Those tried least come first. */
export async function lateAnswers(ports: Ports, line: Line): Promise<readonly LateAnswer[]> {
  const { partition, sort: sortPrefix } = lateKey(line, '');
  const rows = await allRows(ports.records, { store: 'exchanges', partition, sortPrefix });
  const late = rows.map(({ item }) => lateSchema.parse(item));
  return late.toSorted((a, b) => a.tries - b.tries || (a.id < b.id ? -1 : 1));
}

/** It came, or will not: when nothing else is to be said of it, nobody is asked any more. */
export async function forgetLate(ports: Ports, line: Line, { id }: LateAnswer, closes: boolean) {
  if (closes) await settleItems(ports, line.practice, subjectOf(id), []);
  const key = lateKey(line, id);
  await ports.records.transact([{ kind: 'remove', store: 'exchanges', key }]);
}

function lateKey({ practice, row }: Line, id: string): Key {
  return exchangeKey(practice, 'late', row.receiver, id);
}

function put(key: Key, item: Extract<Action, { kind: 'put' }>['item']): Action {
  return { kind: 'put', store: 'exchanges', key, item, when: 'any' };
}

function subjectOf(id: string): string {
  return `answer-${id}`;
}

export function pollCause(reason: string): Cause {
  const nothing = { claimId: null, amountCents: zero, deadline: null };
  return { queue: 'follow-up', category: 'poll', reason, ...nothing };
}
