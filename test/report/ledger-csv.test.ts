import { expect, test } from 'vitest';
import { arInsurer, grossRevenue } from '../../shared/ledger/accounts.ts';
import type { Entry } from '../../shared/ledger/entry.ts';
import { textCell } from '../../shared/report/csv-cell.ts';
import { ledgerHeader, ledgerText } from '../../shared/report/ledger-csv.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { claimId, entryIdOf, payerId } from '../../shared/values/ids.ts';
import { cents } from '../../shared/values/money.ts';
import { practice } from '../kpi/claim-stories.ts';

function charge(source: string): Entry {
  return {
    entryId: entryIdOf(source, 0),
    practice,
    bookDate: calendarDate('2026-03-03'),
    effectiveDate: calendarDate('2026-03-02'),
    claimId: claimId('CTEST'),
    event: 'charge',
    source,
    postings: [
      { line: 1, account: arInsurer(payerId('ACME'), 1), amountCents: cents(12_500) },
      { line: 1, account: grossRevenue, amountCents: cents(-12_500) },
      { line: 2, account: grossRevenue, amountCents: cents(0) },
    ],
  };
}

test('a row a posting but for those of zero, debits and credits apart', () => {
  expect(`${ledgerHeader}${ledgerText(charge('e1'))}`.split('\n')).toEqual([
    'entry_id,practice,book_date,effective_date,claim_id,line,account,debit_cents,credit_cents,event,source',
    'e1.0,test-clinic,2026-03-03,2026-03-02,CTEST,1,AR:INS:ACME:1,12500,0,charge,e1',
    'e1.0,test-clinic,2026-03-03,2026-03-02,CTEST,1,REV:GROSS,0,12500,charge,e1',
    '',
  ]);
});

test('a cell that a spreadsheet would run stays text', () => {
  expect(['=1+1', '+1', '-1', '@a', '\tx', '\rx', 'a=b'].map(textCell)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@a",
    "'\tx",
    `"'\rx"`,
    'a=b',
  ]);
  expect(textCell('a "b", c')).toBe('"a ""b"", c"');
  expect(ledgerText(charge('=SUM(A1)'))).toContain(",charge,'=SUM(A1)");
});
