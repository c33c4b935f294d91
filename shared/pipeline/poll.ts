/** Every hour, and whenever a webhook hints at it: what receivers hold for a practice comes into its inbox. */
import { capabilitiesOf } from '../receiver/capabilities.ts';
import type { Barrier, Listing } from '../receiver/remote.ts';
import type { Receiver } from '../reference/reference.ts';
import type { PracticeId } from '../values/ids.ts';
import { barrierAt, liftBarrier, noteBarrier } from './barrier.ts';
import { eachPractice } from './each-practice.ts';
import {
  fetchAnswer,
  forgetLate,
  type LateAnswer,
  type Line,
  lateAnswers,
  pollCause,
} from './fetch-answer.ts';
import { exchangeKey } from './keys.ts';
import { pollMessage } from './messages.ts';
import { openItem, settleItems } from './open-item.ts';
import type { JsonObject, Outcome, Ports, Step } from './ports.ts';
import { readReference } from './read-reference.ts';
import { isOwnShelf } from './shared-shelf.ts';

/** So many pages of a list in one run; the next run goes on. */
const mostPages = 50;
const mostLate = 20;

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'poll', message, (practice) => pollPractice(ports, practice, message));

/** Each receiver has a message of its own, so that none waits for another. */
async function pollPractice(
  ports: Ports,
  practice: PracticeId,
  message: JsonObject,
): Promise<Outcome> {
  const { again = false, hintedAt, receiver } = pollMessage.parse(message);
  const { receivers } = await readReference(ports, practice);
  const polled = [...receivers.values()].filter(({ answers }) => answers !== '');
  if (receiver === undefined) {
    const messages = polled.map((row) => ({ ...message, practice, receiver: row.receiver }));
    if (messages.length > 0) await ports.queues.send('poll', messages);
    return { event: 'poll-handed-out', counts: { receivers: messages.length } };
  }
  const row = polled.find((one) => one.receiver === receiver);
  if (row === undefined) return { event: 'not-polled', counts: {} };
  const isSeen = hintedAt !== undefined && (await lastPolled(ports, practice, row)) > hintedAt;
  return isSeen ? { event: 'hint-known', counts: {} } : pollReceiver(ports, practice, row, again);
}

/** Clocks of two functions may be so far apart. */
const clockSkewMs = 2000;

/** What was hinted at before that moment has been fetched: a thousand hints at once are a few polls. */
async function lastPolled(
  { records }: Ports,
  practice: PracticeId,
  row: Receiver,
): Promise<number> {
  const item = await records.get('exchanges', exchangeKey(practice, 'polled', row.receiver));
  return item === null ? Number.NEGATIVE_INFINITY : Number(item['began']) - clockSkewMs;
}

async function notePolled(
  { records }: Ports,
  practice: PracticeId,
  row: Receiver,
  began: number,
): Promise<void> {
  const key = exchangeKey(practice, 'polled', row.receiver);
  const item = { began };
  await records.transact([{ kind: 'put', store: 'exchanges', key, item, when: 'any' }]);
}

async function pollReceiver(
  ports: Ports,
  practice: PracticeId,
  row: Receiver,
  again: boolean,
): Promise<Outcome> {
  const began = ports.clock.now();
  if (again) await liftBarrier(ports, practice, row);
  const barrier = await barrierAt(ports, practice, row);
  if (barrier !== null) return failed(ports, practice, row, barrier);
  const remote = await ports.remotes.open(practice, row);
  if (typeof remote === 'string') return failed(ports, practice, row, remote);
  try {
    const fetched = await fetchAll(ports, { practice, row, remote });
    if (typeof fetched === 'string') return await failed(ports, practice, row, fetched);
    if (fetched.whole) await notePolled(ports, practice, row, began);
    await settleItems(ports, practice, subjectOf(row), []);
    return { event: 'polled', counts: { files: fetched.files } };
  } finally {
    await remote.close();
  }
}

type Failure = Barrier | 'shelf-shared';
type Late = Map<string, LateAnswer>;

/** `whole`: nothing that was listed is left for the next run. */
type Fetched = { readonly files: number; readonly whole: boolean };

/** Or why nothing was fetched. */
async function fetchAll(ports: Ports, line: Line): Promise<Fetched | Failure> {
  const late: Late = new Map((await lateAnswers(ports, line)).map((row) => [row.id, row]));
  let fetched = 0;
  let whole = false;
  for (let page = 0; page < mostPages; page += 1) {
    const cursor = await readCursor(ports, line);
    const listing = await line.remote.list(cursor);
    if (typeof listing === 'string') return listing;
    if (!(await isOwnShelf(ports, line.practice, line.row, line.remote.shelf)))
      return 'shelf-shared';
    fetched += await fetchPage(ports, line, listing, late);
    if (listing.cursor !== cursor) await moveCursor(ports, line, listing.cursor);
    whole = !listing.more;
    if (whole) break;
  }
  return { files: fetched + (await fetchLate(ports, line, [...late.values()])), whole };
}

/** The cursor may move when everything before it is in the inbox, or is remembered as late. */
async function fetchPage(ports: Ports, line: Line, { files }: Listing, late: Late) {
  let fetched = 0;
  for (const file of files) {
    if (!late.has(file.id)) fetched += await fetchAnswer(ports, line, file, null);
  }
  const isWhole = capabilitiesOf[line.row.method].polling === 'directory';
  if (isWhole) await forgetGone(ports, line, late, new Set(files.map(({ id }) => id)));
  return fetched;
}

/** What a directory does not show any more was replaced there, or taken away. */
async function forgetGone(
  ports: Ports,
  line: Line,
  late: Late,
  there: ReadonlySet<string>,
): Promise<void> {
  for (const [id, answer] of late) {
    if (there.has(id)) continue;
    await forgetLate(ports, line, answer, true);
    late.delete(id);
  }
}

/** So many an hour, that those which never come do not keep the rest waiting. */
async function fetchLate(ports: Ports, line: Line, late: readonly LateAnswer[]): Promise<number> {
  let fetched = 0;
  for (const answer of late.slice(0, mostLate)) {
    const { id, name } = answer;
    fetched += await fetchAnswer(ports, line, { id, name }, answer);
  }
  return fetched;
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
  await noteBarrier(ports, practice, row, code);
  const reason = `answers-not-fetched ${row.receiver} ${code}`;
  await openItem(ports, practice, subjectOf(row), pollCause(reason));
  return { event: 'poll-failed', counts: { failed: 1 } };
}
