import { expect, test } from 'vitest';
import type { RowChanges } from '../support/encounter-file.ts';
import { type Books, openDesk } from './support/desk.ts';
import { claimOf, itemsOf, pcnOf, workOf } from './support/documents.ts';
import { claimBalances, lineBalances } from './support/ledger.ts';
import { type Answer, remit, type Service, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const day = '2026-04-02';

/** One visit (99213 for 145.00, contract 100.00) taken on 1 April, and one answer the next day. */
async function answered(answer: Omit<Answer, 'pcn'>, visit: RowChanges = {}): Promise<Books> {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', ...visit }),
    [`clinic/remittances/${day}/era.835`]: remit({ claims: [{ pcn: pcnOf('E1'), ...answer }] }),
  });
  return desk.work(day);
}

function line(paid: number, ...cas: string[]): { lines: readonly Service[] } {
  return { lines: [svc('99213', 14500, paid, ...cas)] };
}

test('A payment in full at the contract rate closes the claim', async () => {
  const books = await answered(line(10000, 'CO*45*45.00'));
  expect(claimBalances(books, 'E1')).toEqual({
    'CASH:REMIT_CLEARING': 10000,
    'CONTRA:CONTRACTUAL': 4500,
    'REV:GROSS': -14500,
  });
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'closed',
    charge_cents: 14500,
    expected_cents: 10000,
    allowed_cents: 10000,
    paid_insurance_cents: 10000,
    paid_patient_cents: 0,
    adjustments_cents: 4500,
    denied_cents: 0,
    insurance_ar_cents: 0,
    patient_ar_cents: 0,
    submitted_on: '2026-04-01',
    adjudicated_on: '2026-04-01',
    service_date: '2026-03-02',
  });
  expect(workOf(books, 'E1')).toEqual([]);
  const remittance = books.ledger.filter((row) => row.event === 'remittance');
  expect(remittance.every((row) => /^remit_[0-9a-f]{24}#1$/.test(row.source))).toBe(true);
  expect(remittance[0]).toMatchObject({ bookDate: day, effectiveDate: '2026-04-01', line: 1 });
});

test('A contractual adjustment over the gap but within tolerance is booked whole', async () => {
  const books = await answered(line(9900, 'CO*45*46.00'));
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', adjustments_cents: 4600 });
  expect(workOf(books, 'E1')).toEqual([]);
});

test('One cent beyond tolerance, all of the excess stays owed and is disputed', async () => {
  const books = await answered(line(9899, 'CO*45*46.01'));
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'adjudicated',
    adjustments_cents: 4500,
    insurance_ar_cents: 101,
    allowed_cents: 9899,
    denied_cents: 0,
  });
  expect(workOf(books, 'E1')).toEqual(['underpayment 101']);
  expect(itemsOf(books, 'E1')[0]?.deadline).toBe('2026-09-28');
});

test('A reduction counts like a contractual adjustment against the same gap', async () => {
  const books = await answered(line(8000, 'CO*45*45.00', 'CO*59*20.00'));
  expect(claimOf(books, 'E1')).toMatchObject({ adjustments_cents: 4500, insurance_ar_cents: 2000 });
  expect(workOf(books, 'E1')).toEqual(['underpayment 2000']);
});

test('A line without a contract is wholly contractual', async () => {
  const books = await answered(
    { lines: [svc('99499', 14500, 1000, 'CO*45*135.00')] },
    {
      procedure: '99499',
    },
  );
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'closed',
    expected_cents: null,
    adjustments_cents: 13500,
  });
  expect(workOf(books, 'E1')).toEqual([]);
});

test('A negative adjustment swaps sides', async () => {
  const books = await answered(line(15000, 'CO*45*-5.00'));
  expect(claimBalances(books, 'E1')).toEqual({
    'CASH:REMIT_CLEARING': 15000,
    'CONTRA:CONTRACTUAL': -500,
    'REV:GROSS': -14500,
  });
});

test('The patient share moves to the patient', async () => {
  const books = await answered(line(7000, 'CO*45*45.00', 'PR*1*10.00', 'PR*3*20.00'));
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'adjudicated',
    patient_ar_cents: 3000,
    insurance_ar_cents: 0,
    allowed_cents: 10000,
  });
});

test('The patient share moves to the next payer when the visit names one', async () => {
  const books = await answered(line(8000, 'CO*45*45.00', 'PR*2*20.00'), {
    secondary_payer_id: 'FAKE2',
    secondary_member_id: 'M0002',
  });
  expect(claimBalances(books, 'E1')).toEqual({
    'AR:INS:FAKE2:2': 2000,
    'CASH:REMIT_CLEARING': 8000,
    'CONTRA:CONTRACTUAL': 4500,
    'REV:GROSS': -14500,
  });
  expect(claimOf(books, 'E1')).toMatchObject({ insurance_ar_cents: 2000, patient_ar_cents: 0 });
});

test.each([
  ['PR*45*45.00', 'PR of another class is never the patient’s'],
  ['CO*1*45.00', 'CO may not claim a deductible'],
  ['CO*2*45.00', 'CO may not claim a coinsurance'],
  ['CO*3*45.00', 'CO may not claim a copay'],
  ['PI*45*45.00', 'a payer-initiated reduction'],
  ['OA*45*45.00', 'another adjustment'],
  ['CO*ZZ9*45.00', 'a code that nobody knows'],
])('%s stays with the insurer for a person: %s', async (cas) => {
  const books = await answered(line(10000, cas));
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'adjudicated',
    insurance_ar_cents: 4500,
    patient_ar_cents: 0,
    adjustments_cents: 0,
    denied_cents: 0,
  });
  expect(workOf(books, 'E1')).toEqual(['posting 0']);
});

test('OA-23 of a first payer stays in AR: nothing to be posted by a person, but the payer is asked about it', async () => {
  const books = await answered(line(10000, 'OA*23*45.00'));
  expect(claimOf(books, 'E1')).toMatchObject({ insurance_ar_cents: 4500, adjustments_cents: 0 });
  expect(itemsOf(books, 'E1')).toMatchObject([
    { queue: 'follow-up', category: 'left-over-by-the-first-payer', amount_cents: 0 },
  ]);
});

test('A denial under CO stays owed, with a deadline from the check', async () => {
  const books = await answered({ status: '4', ...line(0, 'CO*50*145.00') });
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'denied',
    denied_cents: 14500,
    insurance_ar_cents: 14500,
    allowed_cents: 0,
    adjustments_cents: 0,
  });
  expect(itemsOf(books, 'E1')).toMatchObject([
    {
      queue: 'denial',
      amount_cents: 14500,
      deadline: '2026-09-28',
      owner: 'outside-desk',
      team: 'vendor',
      opened_on: '2026-04-02',
      due_on: '2026-04-06',
    },
  ]);
});

test('A denial that a correction answers must be filed in time', async () => {
  const books = await answered({ status: '4', ...line(0, 'CO*16*145.00') });
  expect(itemsOf(books, 'E1')).toMatchObject([{ queue: 'denial', deadline: '2026-05-31' }]);
});

test('A denial under PR is a denial, not the patient’s', async () => {
  const books = await answered({ status: '4', ...line(0, 'PR*204*145.00') });
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'denied',
    denied_cents: 14500,
    patient_ar_cents: 0,
  });
  expect(workOf(books, 'E1')).toEqual(['denial 14500']);
});

test.each(['OA*18*145.00', 'PI*50*145.00'])('%s counts as denied and asks posting', async (cas) => {
  const books = await answered({ status: '4', ...line(0, cas) });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'denied', denied_cents: 14500 });
  expect(workOf(books, 'E1')).toEqual(['posting 0']);
});

test('The denial item carries all open denied cents, whatever their group', async () => {
  const books = await answered({ status: '4', ...line(0, 'CO*50*100.00', 'OA*18*45.00') });
  expect(workOf(books, 'E1')).toEqual(['denial 14500', 'posting 0']);
});

test('A partial denial is adjudicated, and its allowed is what was paid and shared', async () => {
  const books = await answered(line(6000, 'CO*45*45.00', 'CO*151*25.00', 'PR*3*15.00'));
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'adjudicated',
    denied_cents: 2500,
    insurance_ar_cents: 2500,
    patient_ar_cents: 1500,
    allowed_cents: 7500,
  });
  expect(workOf(books, 'E1')).toEqual(['denial 2500']);
});

test('Of two lines the denied one stays, the other settles', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits(
      { encounter_id: 'E1' },
      { encounter_id: 'E1', procedure: '20610', charge: '80.00' },
    ),
    [`clinic/remittances/${day}/era.835`]: remit({
      claims: [
        {
          pcn: pcnOf('E1'),
          lines: [svc('99213', 14500, 10000, 'CO*45*45.00'), svc('20610', 8000, 0, 'CO*50*80.00')],
        },
      ],
    }),
  });
  const books = await desk.work(day);
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'adjudicated',
    denied_cents: 8000,
    allowed_cents: 10000,
    expected_cents: 16000,
  });
  expect(lineBalances(books, 'E1')).toMatchObject({ '2 AR:INS:FAKE1:1': 8000 });
});

test('Sequestration has its own account and counts as allowed', async () => {
  const books = await answered(line(9800, 'CO*45*45.00', 'CO*253*2.00'));
  expect(claimBalances(books, 'E1')).toMatchObject({ 'CONTRA:SEQUESTER': 200 });
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'closed',
    allowed_cents: 10000,
    adjustments_cents: 4700,
  });
});

test('A capitated visit is settled by its contra account', async () => {
  const books = await answered(line(0, 'CO*24*145.00'));
  expect(claimBalances(books, 'E1')).toEqual({ 'CONTRA:CAPITATION': 14500, 'REV:GROSS': -14500 });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', denied_cents: 0 });
});

test('What a payer withholds is an asset and counts as allowed', async () => {
  const books = await answered(line(9000, 'CO*45*45.00', 'CO*104*10.00'));
  expect(claimBalances(books, 'E1')).toMatchObject({ 'ASSET:WITHHOLD': 1000 });
  expect(claimOf(books, 'E1')).toMatchObject({ allowed_cents: 10000, adjustments_cents: 4500 });
});

test('Interest on a line is income, neither paid nor allowed', async () => {
  const books = await answered(line(10300, 'CO*45*45.00', 'CO*225*-3.00'));
  expect(claimBalances(books, 'E1')).toEqual({
    'CASH:REMIT_CLEARING': 10300,
    'CONTRA:CONTRACTUAL': 4500,
    'INC:INTEREST': -300,
    'REV:GROSS': -14500,
  });
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'closed',
    paid_insurance_cents: 10000,
    paid_patient_cents: 0,
    allowed_cents: 10000,
  });
});

test('A pended claim says so and owes all', async () => {
  const books = await answered(line(0, 'CO*133*145.00'));
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'pended',
    insurance_ar_cents: 14500,
    denied_cents: 0,
  });
});

test.each(['19', '1'])('CLP02 %s posts as a primary answer', async (status) => {
  const books = await answered({ status, ...line(10000, 'CO*45*45.00') });
  expect(claimOf(books, 'E1').state).toBe('closed');
});

test('CLP02 25 is an estimate without money', async () => {
  const books = await answered({ status: '25', ...line(0, 'OA*101*145.00') });
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'sent',
    insurance_ar_cents: 14500,
    adjudicated_on: null,
    allowed_cents: null,
  });
  expect(books.files.at(-1)).toMatchObject({ rows: 1, posted: 1, held: 0 });
});

test('CLP02 23 was sent on: nothing is adjudicated', async () => {
  const books = await answered({ status: '23', ...line(0, 'OA*B11*145.00') });
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'sent',
    insurance_ar_cents: 14500,
    adjudicated_on: null,
  });
});

test('A claim without lines is capped as a whole on line 0', async () => {
  const books = await answered({ charge: 14500, paid: 9000, cas: ['CO*45*55.00'] });
  expect(lineBalances(books, 'E1')).toEqual({
    '0 AR:INS:FAKE1:1': -13500,
    '0 CASH:REMIT_CLEARING': 9000,
    '0 CONTRA:CONTRACTUAL': 4500,
    '1 AR:INS:FAKE1:1': 14500,
    '1 REV:GROSS': -14500,
  });
  expect(workOf(books, 'E1')).toEqual(['underpayment 1000']);
});

test('A recoded line is matched and priced by what was billed', async () => {
  const recoded = { ...svc('99212', 14500, 6000, 'CO*45*85.00'), submitted: '99213' };
  const books = await answered({ lines: [recoded] });
  expect(lineBalances(books, 'E1')).toMatchObject({ '1 CASH:REMIT_CLEARING': 6000 });
  expect(claimOf(books, 'E1').adjustments_cents).toBe(4500);
  expect(workOf(books, 'E1')).toEqual(['underpayment 4000']);
});

test('A line that we never billed posts to the claim as a whole', async () => {
  const books = await answered({
    charge: 14500,
    lines: [svc('99213', 14500, 10000, 'CO*45*45.00'), svc('A9999', 0, 100, 'OA*94*-1.00')],
  });
  expect(lineBalances(books, 'E1')).toMatchObject({ '0 CASH:REMIT_CLEARING': 100 });
  expect(claimOf(books, 'E1')).toMatchObject({ paid_insurance_cents: 10100, credit_cents: 100 });
});

const bundle = (oa: string, co: string) => ({
  lines: [svc('99213', 14500, 16000, 'CO*45*65.00', oa), svc('20610', 8000, 0, co)],
});

test('A bundle of equal totals moves AR between lines: no denial, no credit', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits(
      { encounter_id: 'E1' },
      { encounter_id: 'E1', procedure: '20610', charge: '80.00' },
    ),
    [`clinic/remittances/${day}/era.835`]: remit({
      claims: [{ pcn: pcnOf('E1'), ...bundle('OA*94*-80.00', 'CO*97*80.00') }],
    }),
  });
  const books = await desk.work(day);
  expect(lineBalances(books, 'E1')).toMatchObject({ '1 CONTRA:CONTRACTUAL': 6500 });
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'closed',
    denied_cents: 0,
    credit_cents: 0,
    insurance_ar_cents: 0,
  });
  expect(workOf(books, 'E1')).toEqual([]);
});

test('An unequal bundle is for a person', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits(
      { encounter_id: 'E1' },
      { encounter_id: 'E1', procedure: '20610', charge: '80.00' },
    ),
    [`clinic/remittances/${day}/era.835`]: remit({
      claims: [
        {
          pcn: pcnOf('E1'),
          lines: [
            svc('99213', 14500, 15000, 'CO*45*65.00', 'OA*94*-70.00'),
            svc('20610', 8000, 0, 'CO*97*80.00'),
          ],
        },
      ],
    }),
  });
  const books = await desk.work(day);
  expect(itemsOf(books, 'E1').map((row) => row.queue)).toContain('posting');
});

test('An overpayment is a credit after the day’s measuring, and the claim is not closed', async () => {
  const books = await answered(line(15000, 'CO*45*-5.00'));
  expect(claimOf(books, 'E1').state).toBe('closed');
  const over = await answered({
    charge: 14500,
    lines: [svc('99213', 14500, 14500), svc('A9999', 0, 500, 'OA*94*-5.00')],
  });
  expect(claimOf(over, 'E1')).toMatchObject({
    state: 'adjudicated',
    credit_cents: 500,
    insurance_ar_cents: 0,
  });
  const services = over.aging.filter((row) => row.basis === 'service');
  expect(services).toMatchObject([{ payer: 'FAKE1', credit: 500, total: 0 }]);
  expect(itemsOf(over, 'E1').map((row) => row.queue)).toContain('credit-balance');
});
