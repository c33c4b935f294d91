/** Every hour, and whenever a webhook hints at it: what receivers hold for a practice comes into its inbox. */
import { capabilitiesOf } from '../receiver/capabilities.ts';
import type { Listed, Remote } from '../receiver/remote.ts';
import type { Receiver } from '../reference/reference.ts';
import { hashOf, type PracticeId } from '../values/ids.ts';
import { zero } from '../values/money.ts';
import type { Cause } from '../work/item.ts';
import { auditAction } from './audit.ts';
import { eachPractice } from './each-practice.ts';
import { exchangeKey } from './keys.ts';
import { pollMessage } from './messages.ts';
import { openItem, settleItems } from './open-item.ts';
import type { JsonObject, Key, Outcome, Ports, Step } from './ports.ts';
import { readReference } from './read-reference.ts';
import { answerKey, isAnswer, layDown } from './take-answer.ts';

/** So many pages of a list in one run; the next run goes on. */
const mostPages = 50;

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'poll', message, (practice) => pollPractice(ports, practice, message));

/** Each receiver has a message of its own, so that none waits for another. */
async function pollPractice(
  ports: Ports,
  practice: PracticeId,
  message: JsonObject,
): Promise<Outcome> {
  const { receiver } = pollMessage.parse(message);
  const { receivers } = await readReference(ports, practice);
  const polled = [...receivers.values()].filter(({ answers }) => answers !== '');
  if (receiver === undefined) {
    const messages = polled.map((row) => ({ ...message, practice, receiver: row.receiver }));
    if (messages.length > 0) await ports.queues.send('poll', messages);
    return { event: 'poll-handed-out', counts: { receivers: messages.length } };
  }
  const row = polled.find((one) => one.receiver === receiver);
  return row ? pollReceiver(ports, practice, row) : { event: 'not-polled', counts: {} };
}

async function pollReceiver(ports: Ports, practice: PracticeId, row: Receiver): Promise<Outcome> {
  const remote = await ports.remotes.open(practice, row);
  if (remote === null) return failed(ports, practice, row, 'secret-missing');
  try {
    const fetched = await fetchAll(ports, { practice, row, remote });
    if (fetched === null) return await failed(ports, practice, row, 'unreached');
    await settleItems(ports, practice, subjectOf(row), []);
    return { event: 'polled', counts: { files: fetched } };
  } finally {
    await remote.close();
  }
}

type Line = { readonly practice: PracticeId; readonly row: Receiver; readonly remote: Remote };

/** Null when the receiver failed on the way. The cursor moves when everything before it is in the inbox. */
async function fetchAll(ports: Ports, line: Line): Promise<number | null> {
  let fetched = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const cursor = await readCursor(ports, line);
    const listing = await line.remote.list(cursor);
    if (listing === null) return null;
    for (const file of listing.files) {
      const taken = await takeFile(ports, line, file);
      if (taken === null) return null;
      fetched += taken;
    }
    if (listing.cursor !== cursor) await moveCursor(ports, line, listing.cursor);
    if (!listing.more) break;
  }
  return fetched;
}

/**
 * A directory shows its files again each time, so each is remembered by its name, size and time. The key is
 * chosen once and stored first: a try on the next day writes to the same place.
 */
async function takeFile(ports: Ports, line: Line, file: Listed): Promise<number | null> {
  const { practice, row, remote } = line;
  const key = exchangeKey(practice, 'fetched', row.receiver, file.id);
  const seen = await ports.records.get('exchanges', key);
  if (seen?.['done'] === true) return 0;
  const bytes = await remote.fetch(file);
  if (bytes === 'gone') return missing(ports, line, file, 'answer-missing');
  if (bytes === 'too-large') return missing(ports, line, file, 'answer-too-large');
  // What changes while it is read is still being written: a directory shows it again.
  if (bytes === 'later') return capabilitiesOf[row.method].polling === 'directory' ? 0 : null;
  if (!isAnswer(bytes)) return leave(ports, line, file, key);
  const today = ports.clock.today();
  // Two ids may begin alike, and a name in the inbox is no place for what a receiver writes.
  const place = answerKey(practice, row.receiver, today, hashOf(file.id), bytes);
  const mark = { key: await chosenKey(ports, key, place), done: true };
  await layDown(ports, practice, mark.key, bytes);
  await ports.records.transact([
    { kind: 'put', store: 'exchanges', key, item: mark, when: 'any' },
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
  await openItem(ports, practice, `answer-${id}`, cause(`${what} ${row.receiver} ${id}`));
  return 0;
}

/** Not for a receiver to say: a person who knows where it comes from may lay it into the inbox. */
async function leave(ports: Ports, { practice, row }: Line, { id }: Listed, key: Key) {
  await openItem(ports, practice, `answer-${id}`, cause(`answer-is-none ${row.receiver} ${id}`));
  const item = { key: null, done: true };
  await ports.records.transact([{ kind: 'put', store: 'exchanges', key, item, when: 'any' }]);
  return 0;
}

async function readCursor(ports: Ports, { practice, row }: Line): Promise<string | null> {
  const item = await ports.records.get('exchanges', cursorKey(practice, row));
  return typeof item?.['cursor'] === 'string' ? item['cursor'] : null;
}

async function moveCursor(ports: Ports, { practice, row }: Line, cursor: string | null) {
  const key = cursorKey(practice, row);
  const item = { cursor };
  await ports.records.transact([{ kind: 'put', store: 'exchanges', key, item, when: 'any' }]);
}

function cursorKey(practice: PracticeId, { receiver }: Receiver) {
  return exchangeKey(practice, 'cursor', receiver);
}

function subjectOf({ receiver }: Receiver): string {
  return `poll-${receiver}`;
}

/** Somebody looks after a receiver that can not be read; the item closes when it can. */
async function failed(
  ports: Ports,
  practice: PracticeId,
  row: Receiver,
  code: string,
): Promise<Outcome> {
  const reason = `answers-not-fetched ${row.receiver} ${code}`;
  await openItem(ports, practice, subjectOf(row), cause(reason));
  return { event: 'poll-failed', counts: { failed: 1 } };
}

function cause(reason: string): Cause {
  const nothing = { claimId: null, amountCents: zero, deadline: null };
  return { queue: 'follow-up', category: 'poll', reason, ...nothing };
}
