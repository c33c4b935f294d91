import { expect, test } from 'vitest';
import { type Contents, openDesk } from './support/desk.ts';
import { type AgingObject, pcnOf } from './support/documents.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const base = 'clinic/encounters/2026-04-01/day.csv';

async function aged(asOf: string, contents: Contents): Promise<readonly AgingObject[]> {
  const desk = await openDesk(contents);
  return (await desk.work(asOf)).aging;
}

/** What is open in a row, by bucket. */
function open(rows: readonly AgingObject[], payer: string, basis: string) {
  const row = rows.find((one) => one.payer === payer && one.basis === basis);
  const { practice: _, payer: __, basis: ___, ...amounts } = row ?? {};
  return Object.fromEntries(Object.entries(amounts).filter(([, cents]) => cents !== 0));
}

test('Day 120 is in the fourth bucket and day 121 in the last', async () => {
  const rows = await aged('2026-04-03', {
    [base]: visits(
      { payer_id: 'FAKE2', encounter_id: 'E1', service_date: '2025-12-04' },
      { payer_id: 'FAKE2', encounter_id: 'E2', service_date: '2025-12-03', charge: '150.00' },
      { payer_id: 'FAKE2', encounter_id: 'E3', service_date: '2026-03-04', charge: '11.00' },
      { payer_id: 'FAKE2', encounter_id: 'E4', service_date: '2026-03-03', charge: '12.00' },
      { payer_id: 'FAKE2', encounter_id: 'E5', service_date: '2026-02-02', charge: '13.00' },
      { payer_id: 'FAKE2', encounter_id: 'E6', service_date: '2026-02-01', charge: '14.00' },
      { payer_id: 'FAKE2', encounter_id: 'E7', service_date: '2026-01-03', charge: '15.00' },
      { payer_id: 'FAKE2', encounter_id: 'E8', service_date: '2026-01-02', charge: '16.00' },
    ),
  });
  expect(open(rows, 'FAKE2', 'service')).toEqual({
    d0_30: 1100,
    d31_60: 1200 + 1300,
    d61_90: 1400 + 1500,
    d91_120: 1600 + 14500,
    d121_up: 15000,
    total: 14500 + 15000 + 1100 + 1200 + 1300 + 1400 + 1500 + 1600,
  });
  expect(open(rows, 'FAKE2', 'submission')).toEqual({ d0_30: 37600, total: 37600 });
});

test('A held claim is unbilled on every basis, however old', async () => {
  const rows = await aged('2026-04-01', {
    [base]: visits({ encounter_id: 'E1', diagnosis_pointers: '9' }),
  });
  for (const basis of ['service', 'submission', 'responsibility']) {
    expect(open(rows, 'FAKE1', basis)).toEqual({ total: 14500, unbilled: 14500 });
  }
});

test('The patient’s share ages by service, by submission and from the check that moved it', async () => {
  const rows = await aged('2026-06-05', {
    [base]: visits({ encounter_id: 'E1' }),
    'clinic/remittances/2026-06-03/era.835': remit({
      date: '2026-06-01',
      claims: [
        { pcn: pcnOf('E1'), lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*20.00')] },
      ],
    }),
  });
  expect(open(rows, 'patient', 'service')).toEqual({ d91_120: 2000, total: 2000 });
  expect(open(rows, 'patient', 'submission')).toEqual({ d61_90: 2000, total: 2000 });
  expect(open(rows, 'patient', 'responsibility')).toEqual({ d0_30: 2000, total: 2000 });
  expect(open(rows, 'FAKE1', 'service')).toEqual({});
});

test('A denied claim stays with the payer', async () => {
  const rows = await aged('2026-04-02', {
    [base]: visits({ encounter_id: 'E1' }),
    'clinic/remittances/2026-04-02/era.835': remit({
      claims: [{ pcn: pcnOf('E1'), status: '4', lines: [svc('99213', 14500, 0, 'PR*204*145.00')] }],
    }),
  });
  expect(open(rows, 'FAKE1', 'service')).toEqual({ d31_60: 14500, total: 14500 });
  expect(open(rows, 'patient', 'service')).toEqual({});
});

test('Suspense is unapplied and apart from what is owed', async () => {
  const rows = await aged('2026-04-02', {
    [base]: visits({ encounter_id: 'E1' }),
    'clinic/remittances/2026-04-02/era.835': remit({
      claims: [{ pcn: 'NOBODY', lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] }],
    }),
  });
  expect(open(rows, 'FAKE1', 'service')).toEqual({ d31_60: 14500, total: 14500, unapplied: 10000 });
});
