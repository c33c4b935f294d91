/**
 * Files that nobody has worked to their end, whatever became of the message that told of them: those of the last
 * hours each time, and once a day all, so that the cost of a sweep does not grow with the years.
 */
import * as z from 'zod/mini';
import type { PracticeId } from '../values/ids.ts';
import { dateSchema } from '../values/schemas.ts';
import { parseInboxKey } from './inbox-key.ts';
import type { FileEntry, Ports } from './ports.ts';
import { eachRow } from './read-all.ts';
import { sideBySide } from './side-by-side.ts';
import { readResult, seenOf, seenUnder } from './stored-file.ts';

/** What has not ended so long after it came is asked for by the day; a file's day begins with a look at all. */
const freshMs = 6 * 3_600_000;
/** Twenty thousand files in one run; the next goes on behind them, and then from the first again. */
const pagesAtOnce = 20;

/** `on`: the last day on which all files were looked at. `cursor`: where the next run begins. */
const sweptSchema = z.object({ on: dateSchema, cursor: z.nullable(z.string()) });

type Swept = z.infer<typeof sweptSchema>;

export async function sweepInbox(ports: Ports, practice: PracticeId): Promise<number> {
  const today = ports.clock.today();
  const swept = await readSwept(ports, practice);
  if (swept?.on === today) return sweepFresh(ports, practice, swept);
  const found = await sweepAll(ports, practice);
  await writeSwept(ports, practice, { on: today, cursor: null });
  return found;
}

async function sweepAll(ports: Ports, practice: PracticeId): Promise<number> {
  const ended = await endedKeys(ports, practice);
  let found = 0;
  let cursor: string | null = null;
  do {
    const page = await pageOf(ports, practice, cursor);
    const left = page.files.filter(({ key, mark }) => !ended.has(`${key} ${mark}`));
    found += await receiveAgain(ports, practice, left);
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}

async function sweepFresh(ports: Ports, practice: PracticeId, swept: Swept): Promise<number> {
  let found = 0;
  let { cursor } = swept;
  for (let pages = 0; pages < pagesAtOnce; pages += 1) {
    const page = await pageOf(ports, practice, cursor);
    const left: FileEntry[] = [];
    const fresh = page.files.filter(({ laidAt }) => laidAt >= ports.clock.now() - freshMs);
    const asked = sideBySide(fresh, async (file) => ({
      file,
      ended: await hasEnded(ports, practice, file),
    }));
    for await (const { ended, file } of asked) if (!ended) left.push(file);
    found += await receiveAgain(ports, practice, left);
    cursor = page.cursor;
    if (cursor === null) break;
  }
  if (cursor !== swept.cursor) await writeSwept(ports, practice, { ...swept, cursor });
  return found;
}

/** Files of days that have come. */
async function pageOf({ clock, files }: Ports, practice: PracticeId, cursor: string | null) {
  const page = await files.list('inbox', `${practice}/`, cursor ?? undefined);
  const come = page.files.filter(({ key }) => {
    const place = parseInboxKey(key);
    return place !== null && (place.day === null || place.day <= clock.today());
  });
  return { files: come, cursor: page.cursor };
}

/** Other bytes under a key are another file. */
async function hasEnded(ports: Ports, practice: PracticeId, { key, mark }: FileEntry) {
  const seen = await seenUnder(ports.records, practice, key);
  const same = seen.find((row) => row.mark === mark);
  return same !== undefined && (await readResult(ports.records, practice, same.fileId)) !== null;
}

async function receiveAgain(
  { queues }: Ports,
  practice: PracticeId,
  files: readonly FileEntry[],
): Promise<number> {
  if (files.length > 0)
    await queues.send(
      'receive',
      files.map(({ key }) => ({ practice, key })),
    );
  return files.length;
}

/** Keys, with the marks of the bytes under them that have ended. */
async function endedKeys(ports: Ports, practice: PracticeId): Promise<ReadonlySet<string>> {
  const of = (sortPrefix: string) =>
    eachRow(ports.records, { store: 'files', partition: practice, sortPrefix });
  const results = new Set<string | undefined>();
  for await (const row of of('result#')) results.add(row.key.sort.split('#')[1]);
  const ended = new Set<string>();
  for await (const row of of('seen#')) {
    const { fileId, key, mark } = seenOf(row.item);
    if (results.has(fileId)) ended.add(`${key} ${mark}`);
  }
  return ended;
}

async function readSwept({ records }: Ports, practice: PracticeId): Promise<Swept | null> {
  const item = await records.get('snapshots', sweptKey(practice));
  return item && sweptSchema.parse(item);
}

async function writeSwept({ records }: Ports, practice: PracticeId, item: Swept): Promise<void> {
  const key = sweptKey(practice);
  await records.transact([{ kind: 'put', store: 'snapshots', key, item, when: 'any' }]);
}

function sweptKey(practice: PracticeId) {
  return { partition: `${practice}#swept`, sort: 'inbox' };
}
