/** The files of a day on which patients and the bank paid, or a balance was given up. */
import type { CalendarDate } from '../values/dates.ts';
import { formatDollars } from '../values/money.ts';
import { chanceOf } from './chance.ts';
import { csvText } from './csv-text.ts';
import { type Decision, decision, decisionColumns } from './decisions.ts';
import { smallBalanceCents } from './patient-manners.ts';
import type { DueMoney } from './patient-memory.ts';

/** A visit as the front desk knows it. */
export type KnownVisit = {
  readonly encounterId: string;
  readonly patientId: string;
  readonly date: CalendarDate;
  /** Somebody else pays before the patient does. */
  readonly supplemented: boolean;
};

export type PaymentsFile = {
  readonly kind: 'payments' | 'decisions';
  readonly name: string;
  readonly bytes: Uint8Array;
};

type Desk = {
  readonly seed: number;
  readonly today: CalendarDate;
  visitOf(claimId: string): KnownVisit | null;
};

export const paymentColumns = [
  'payment_id',
  'received_on',
  'method',
  'amount',
  'patient_id',
  'encounter_id',
  'payer_id',
  'trace_number',
  'kind',
] as const;

export function moneyFiles(desk: Desk, due: readonly DueMoney[]): readonly PaymentsFile[] {
  const [forgiven, moved] = parted(due, (money) => money.what === 'forgive');
  const [deposits, patients] = parted(moved, (money) => money.what === 'deposit');
  const cells = (rows: readonly DueMoney[]) => rows.map((money) => cellsOf(desk, money));
  return [
    fileOf('payments', 'deposits.csv', paymentColumns, cells(deposits)),
    fileOf('payments', 'patients.csv', paymentColumns, cells(patients)),
    fileOf(
      'decisions',
      'balances.csv',
      decisionColumns,
      forgiven.map((row) => forgiveness(desk, row)),
    ),
  ].flat();
}

function parted<T>(rows: readonly T[], of: (row: T) => boolean): readonly [T[], T[]] {
  return [rows.filter(of), rows.filter((row) => !of(row))];
}

/** None without rows. */
export function fileOf(
  kind: PaymentsFile['kind'],
  name: string,
  names: readonly string[],
  rows: readonly Readonly<Record<string, string>>[],
): readonly PaymentsFile[] {
  return rows.length === 0 ? [] : [{ kind, name, bytes: Buffer.from(csvText(names, rows)) }];
}

function forgiveness(desk: Desk, { amountCents, claimId, paymentId }: DueMoney): Decision {
  const small = amountCents <= smallBalanceCents;
  return decision(paymentId, desk.today, 'write-off', claimId, {
    by: 'patient-desk',
    approved_by: 'practice-manager',
    amount: formatDollars(amountCents),
    reason: small ? 'small-bal' : 'bad-debt',
  });
}

function cellsOf(desk: Desk, money: DueMoney): Record<(typeof paymentColumns)[number], string> {
  const visit = desk.visitOf(money.claimId);
  const card = chanceOf(desk.seed, 'method', money.paymentId).happens(7000);
  return {
    payment_id: money.paymentId,
    received_on: desk.today,
    method: money.what === 'deposit' ? 'ach' : card && money.what === 'patient' ? 'card' : 'check',
    amount: formatDollars(money.amountCents),
    patient_id: visit?.patientId ?? '',
    encounter_id: visit?.encounterId ?? '',
    payer_id: money.payerId,
    trace_number: money.traceNumber,
    kind: money.what,
  };
}
