/** ledger.csv: a row a posting, as anyone can sum it. */
import type { Entry, Posting } from '../ledger/entry.ts';
import { byKey } from './canonical-json.ts';
import { numberCell, textCell } from './csv-cell.ts';

const header =
  'entry_id,practice,book_date,effective_date,claim_id,line,account,debit_cents,credit_cents,event,source';

/** Sorted by practice and entry, an entry's postings in their order. */
export function ledgerCsv(entries: Iterable<Entry>): string {
  const sorted = [...entries].sort(byKey((entry) => [entry.practice, entry.entryId]));
  const rows = sorted.flatMap((entry) =>
    entry.postings
      .filter((posting) => posting.amountCents !== 0)
      .map((posting) => postingRow(entry, posting)),
  );
  return `${[header, ...rows].join('\n')}\n`;
}

function postingRow(entry: Entry, { line, account, amountCents }: Posting): string {
  return [
    textCell(entry.entryId),
    textCell(entry.practice),
    entry.bookDate,
    entry.effectiveDate,
    textCell(entry.claimId ?? ''),
    numberCell(line),
    textCell(account),
    numberCell(Math.max(0, amountCents)),
    numberCell(Math.max(0, -amountCents)),
    entry.event,
    textCell(entry.source),
  ].join(',');
}
