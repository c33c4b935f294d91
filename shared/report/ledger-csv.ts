/** ledger.csv: a row a posting, as anyone can sum it. */
import type { Entry, Posting } from '../ledger/entry.ts';
import { numberCell, textCell } from './csv-cell.ts';

export const ledgerHeader =
  'entry_id,practice,book_date,effective_date,claim_id,line,account,debit_cents,credit_cents,event,source\n';

/** An entry's postings in their order; those of zero are left out. */
export function ledgerText(entry: Entry): string {
  return entry.postings
    .flatMap((row) => (row.amountCents === 0 ? [] : [postingRow(entry, row), '\n']))
    .join('');
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
