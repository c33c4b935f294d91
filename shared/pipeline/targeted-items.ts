/** The work items that a decision's target names: one by its id, a claim's, or those of a file by its key. */
import type { FileId, PracticeId } from '../values/ids.ts';
import type { Records } from './ports.ts';
import { allRows } from './read-all.ts';
import { paymentsOf, seenUnder } from './stored-file.ts';
import { itemNamed, itemsOf, type StoredItem } from './stored-item.ts';

export async function targetedItems(
  records: Records,
  practice: PracticeId,
  target: string,
): Promise<readonly StoredItem[]> {
  const named = await itemNamed(records, practice, target);
  if (named !== null) return [named];
  const [claim = ''] = target.split('/');
  const items = [...(await itemsOf(records, practice, claim))];
  for (const file of await filesUnder(records, practice, target)) {
    for (const subject of await subjectsOf(records, practice, file)) {
      items.push(...(await itemsOf(records, practice, subject)));
    }
  }
  return items;
}

/** A key may have come with several contents. */
async function filesUnder(
  records: Records,
  practice: PracticeId,
  key: string,
): Promise<readonly FileId[]> {
  return (await seenUnder(records, practice, key)).map((file) => file.fileId);
}

/** The file itself, and its STs. */
async function subjectsOf(
  records: Records,
  practice: PracticeId,
  file: FileId,
): Promise<readonly string[]> {
  const query = { store: 'files', partition: practice, sortPrefix: `payments#${file}#` } as const;
  const pages = await allRows(records, query);
  const payments = pages.flatMap((row) => paymentsOf(row.item));
  return [file, ...payments.map((payment) => `${file}#${payment.ordinal}`)];
}
