import { expect, test } from 'vitest';
import {
  allowedCents,
  deniedOpenCents,
  firstAdjudication,
  insuranceArCents,
  paidInsuranceCents,
  paidPatientCents,
} from '../../shared/kpi/claim-balance.ts';
import type { ClaimFacts } from '../../shared/kpi/claim-facts.ts';
import {
  arInsurer,
  arPatient,
  denialWriteOff,
  interestIncome,
  patientCash,
  remitClearing,
  unapplied,
} from '../../shared/ledger/accounts.ts';
import { acme, answered, entry, type Leg, patientPaid, usual, visit } from './claim-stories.ts';

function booked(facts: ClaimFacts, ...legs: readonly Leg[]): ClaimFacts {
  const movements = entry('application', '2026-03-25', legs);
  return { ...facts, movements: [...facts.movements, ...movements] };
}

test('denied cents stay open until somebody writes them off', () => {
  const denied = answered(visit('a', '2026-03-02'), '2026-03-20', { denied: 20_000 });
  expect(deniedOpenCents(denied)).toBe(20_000);
  expect(allowedCents(denied)).toBe(0);
  const part = booked(
    denied,
    [0, denialWriteOff('BUNDLED'), 8_000],
    [0, arInsurer(acme, 1), -8_000],
  );
  expect(deniedOpenCents(part)).toBe(12_000);
});

test('a denial that was reversed or paid later is not open', () => {
  const denied = answered(visit('a', '2026-03-02'), '2026-03-20', { denied: 20_000 });
  const reversed = answered(denied, '2026-04-01', { denied: 20_000, status: '22' });
  expect(deniedOpenCents(reversed)).toBe(0);
  const paid = answered(denied, '2026-04-01', { paid: 20_000 });
  expect(insuranceArCents(paid)).toBe(0);
  expect(deniedOpenCents(paid)).toBe(0);
});

test('nothing is allowed before an answer; afterwards paid and patient share are', () => {
  const open = visit('a', '2026-03-02');
  expect(allowedCents(open)).toBeNull();
  expect(firstAdjudication(open)).toBeNull();
  expect(allowedCents(answered(open, '2026-03-20', usual))).toBe(15_000);
});

test('insurer money is without interest and net of reversals; the rest of the cash is the patient’s', () => {
  const paid = answered(visit('a', '2026-03-02'), '2026-03-20', usual);
  const withInterest = booked(paid, [1, interestIncome, -250], [1, arInsurer(acme, 1), 250]);
  const settled = patientPaid(withInterest, '2026-04-01', 3_000);
  expect(paidInsuranceCents(settled)).toBe(11_750);
  expect(paidPatientCents(settled)).toBe(3_000);
  const reversed = answered(settled, '2026-05-01', { ...usual, status: '22' });
  expect(paidInsuranceCents(reversed)).toBe(-250);
});

test('money that waited in suspense counts once, when it is applied', () => {
  const waited: ClaimFacts = {
    ...visit('a', '2026-03-02'),
    movements: [
      ...entry('suspense', '2026-03-20', [
        [0, patientCash, 3_000],
        [0, unapplied, -3_000],
      ]),
      ...entry('application', '2026-03-22', [
        [0, unapplied, 3_000],
        [0, arPatient, -3_000],
      ]),
    ],
  };
  expect(paidPatientCents(waited)).toBe(3_000);
  expect(paidInsuranceCents(waited)).toBe(0);
  const deposited = {
    ...waited,
    movements: entry('deposit', '2026-03-20', [[0, remitClearing, -5]]),
  };
  expect(paidPatientCents(deposited)).toBe(0);
});
