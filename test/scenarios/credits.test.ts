/** Money that we owe back, and how long we may keep it. */
import { expect, test } from 'vitest';
import { openDesk } from './support/desk.ts';
import { claimOf, itemsOf, pcnOf } from './support/documents.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const payers = `payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic,receiver
CARE,Fake Medicare,MB,365,120,yes,
`;
const payments =
  'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind';
const decisions = 'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail';

function overpaid(payer = 'FAKE1') {
  const twice = { pcn: pcnOf('E1'), lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] };
  return {
    'clinic/reference/medicare.csv': payers,
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', payer_id: payer }),
    'clinic/remittances/2026-04-02/a.835': remit({ trace: 'T1', payer, claims: [twice] }),
    'clinic/remittances/2026-04-10/b.835': remit({ trace: 'T2', payer, claims: [twice] }),
  };
}

test.each([
  ['FAKE1', 'insurer-overpaid return-within-60-days'],
  ['CARE', 'insurer-overpaid return-within-60-days 42-CFR-401.305'],
])('An overpayment of %s goes back within 60 days from the day we knew', async (payer, reason) => {
  const desk = await openDesk(overpaid(payer));
  const books = await desk.work('2026-04-20');
  expect(claimOf(books, 'E1').credit_cents).toBeGreaterThan(5000);
  expect(itemsOf(books, 'E1')).toMatchObject([
    { queue: 'credit-balance', opened_on: '2026-04-10', deadline: '2026-06-09', reason },
  ]);
});

test('A part that goes back does not restart the clock; all of it ends it', async () => {
  const desk = await openDesk({
    ...overpaid(),
    'clinic/payments/2026-05-04/r.csv': `${payments}\nR1,2026-05-04,check,40.00,,E1,FAKE1,,refund\n`,
  });
  const before = await desk.work('2026-05-04');
  expect(itemsOf(before, 'E1')).toMatchObject([{ deadline: '2026-06-09', state: 'open' }]);
  const left = (claimOf(before, 'E1').credit_cents / 100).toFixed(2);
  await desk.put({
    'clinic/payments/2026-05-05/r.csv': `${payments}\nR2,2026-05-05,check,${left},,E1,FAKE1,,refund\n`,
  });
  const after = await desk.work('2026-05-05');
  expect(claimOf(after, 'E1').credit_cents).toBe(0);
  expect(itemsOf(after, 'E1')).toEqual([]);
});

test('A patient’s credit has an item without a deadline of ours', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
    'clinic/payments/2026-04-02/p.csv': `${payments}\nP1,2026-04-02,card,20.00,,E1,,,patient\n`,
  });
  const books = await desk.work('2026-04-02');
  expect(itemsOf(books, 'E1')).toMatchObject([
    { queue: 'credit-balance', deadline: null, reason: 'patient-overpaid' },
  ]);
});

test('What was paid for a claim that is voided goes back under the same clock', async () => {
  const desk = await openDesk({
    ...overpaid(),
    'clinic/decisions/2026-04-15/d.csv': `${decisions}\nD1,2026-04-15,ann,,void,${pcnOf('E1')},,,\n`,
  });
  const books = await desk.work('2026-04-15');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'voided', credit_cents: 20000 });
  expect(itemsOf(books, 'E1')).toMatchObject([{ queue: 'credit-balance', deadline: '2026-06-09' }]);
});
