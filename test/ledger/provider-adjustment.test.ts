import { expect, test } from 'vitest';
import { providerAdjustmentPostings } from '../../shared/ledger/provider-adjustment.ts';
import { payerId } from '../../shared/values/ids.ts';
import { cents } from '../../shared/values/money.ts';

test.each([
  ['WO', 'LIAB:RECOUP:FAKE1'],
  ['72', 'LIAB:RECOUP:FAKE1'],
  ['L6', 'INC:INTEREST'],
  ['CT', 'INC:CAPITATION'],
  ['FB', 'PLB:FB'],
  ['SAMPLE, PAULA', 'PLB:OTHER'],
])('An adjustment %s is booked under %s, which never holds foreign text', (code, account) => {
  const adjustment = { code, reference: '', amountCents: cents(1000) };
  const postings = providerAdjustmentPostings(adjustment, payerId('FAKE1'));
  expect(postings).toMatchObject([
    { account, amountCents: 1000 },
    { account: 'CASH:REMIT_CLEARING', amountCents: -1000 },
  ]);
});
