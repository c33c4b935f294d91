/** Which of the rows that ever waited have been applied since: by the entry that ends the waiting of each. */
import { type ClaimId, type EntryId, entryIdOf, type PracticeId, rowIdOf } from '../values/ids.ts';
import { entryKey } from './keys.ts';
import type { Item, Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { readChunk, readOutcome } from './stored-payment.ts';
import { waitsOf } from './stored-payment-row.ts';

/** From all items of the `files` store, by their parts. */
export async function appliedEntries(
  ports: Ports,
  practice: PracticeId,
  items: ReadonlyMap<string, Item>,
): Promise<ReadonlySet<EntryId>> {
  const applied = new Set<EntryId>();
  const find = async ({ entry, named }: Ending) => {
    const item = await ports.records.get('ledger', entryKey(practice, named, entry));
    return item === null ? null : entry;
  };
  for await (const entry of sideBySide(endingsIn(items), find)) {
    if (entry !== null) applied.add(entry);
  }
  return applied;
}

type Ending = { readonly entry: EntryId; readonly named: ClaimId | null };

function* endingsIn(items: ReadonlyMap<string, Item>): Generator<Ending> {
  for (const [sort, item] of items) {
    if (sort.startsWith('waits#')) {
      const { named, until } = waitsOf(item);
      yield { entry: until, named };
    }
    if (!sort.startsWith('posted#')) continue;
    const { suspended } = readOutcome(item);
    const chunk = suspended.length > 0 && items.get(sort.replace('posted#', 'chunk#'));
    if (!chunk) continue;
    const { remitId } = readChunk(chunk);
    for (const { named, ordinal } of suspended)
      yield { entry: entryIdOf(rowIdOf(remitId, ordinal), 1), named };
  }
}
