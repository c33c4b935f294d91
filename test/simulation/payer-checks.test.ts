import { expect, test } from 'vitest';
import type { Answer } from '../../shared/simulation/answer.ts';
import { reversalOf } from '../../shared/simulation/answer.ts';
import { present } from '../../shared/simulation/chance.ts';
import { type Check, carriedForward, checksOf } from '../../shared/simulation/checks.ts';
import { sampleManners } from '../../shared/simulation/payer-manners.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';

const date = calendarDate('2026-05-05');
const payee = { name: 'SAMPLE CLINIC', npi: '1234567893', taxId: '990000001' };
const manners = present(sampleManners[0]);
const apart = present(sampleManners.find((row) => row.refusalsApart));

function paidAnswer(claimId: string, paid: number): Answer {
  return {
    claimId,
    status: '1',
    payerControlNumber: `X${claimId}`,
    claimFilingCode: 'MB',
    patient: { last: 'SAMPLE', first: 'PAULA', memberId: 'M1' },
    place: '11',
    frequency: '1',
    renderingNpi: '1999999984',
    correctedMemberId: null,
    interestCents: null,
    lines: [
      {
        controlNumber: '1',
        procedure: '99213',
        modifiers: [],
        units: 1,
        serviceDate: calendarDate('2026-03-02'),
        chargeCents: cents(10_000),
        paidCents: cents(paid),
        adjustments: [{ group: 'CO', carc: '45', amountCents: cents(10_000 - paid) }],
        remarks: [],
      },
    ],
  };
}

const owed = (answer: Answer) =>
  ({ kind: 'answer', payerId: manners.payerId, payee, answer }) as const;

const claimsOf = (check: Check | undefined) => check?.answers.map((answer) => answer.claimId);

test('a check that would be negative pays nothing and leaves the rest to the next one', () => {
  const taken = reversalOf(paidAnswer('C1', 8_000));
  const [check] = checksOf(manners, date, [owed(paidAnswer('C2', 3_000)), owed(taken)]);
  expect(check?.paidCents).toBe(0);
  expect(check?.adjustments).toEqual([
    { code: 'FB', reference: check?.trace, amountCents: -5_000 },
  ]);
  expect(carriedForward(present(check))).toEqual({
    code: 'FB',
    reference: check?.trace,
    amountCents: 5_000,
  });
});

test('what was left comes off the next check', () => {
  const forward = { code: 'FB', reference: 'T1', amountCents: cents(5_000) } as const;
  const row = { kind: 'provider-adjustment', payerId: manners.payerId, payee, ...forward } as const;
  const [check] = checksOf(manners, date, [owed(paidAnswer('C3', 9_000)), row]);
  expect(check?.paidCents).toBe(4_000);
  expect(carriedForward(present(check))).toBeNull();
});

test('a payer with that manner refuses in a payment of its own, under another trace number', () => {
  const rows = [owed(paidAnswer('C4', 0)), owed(paidAnswer('C5', 700))] as const;
  const [paid, refused] = checksOf(apart, date, [rows[0], rows[1]]);
  expect(claimsOf(paid)).toEqual(['C5']);
  expect(claimsOf(refused)).toEqual(['C4']);
  expect(refused?.paidCents).toBe(0);
  expect(refused?.trace).not.toBe(paid?.trace);
});
