/**
 * The sample's patients and its bank: they read the 835s that the payers wrote. A patient pays the
 * share some weeks later, the bank credits each payment some days later, and the clinic gives back
 * what a corrected answer makes too much.
 */
import { readPayments } from '../remittance/read.ts';
import type { ClaimPayment, PaymentHeader } from '../remittance/remittance.ts';
import { addBusinessDays, addDays, type CalendarDate } from '../values/dates.ts';
import {
  add,
  type Cents,
  cents,
  formatDollars,
  negate,
  subtract,
  sumOf,
  zero,
} from '../values/money.ts';
import { chanceOf } from './chance.ts';
import { csvText } from './csv-text.ts';
import { mannerOf, willingCents } from './patient-manners.ts';
import {
  type DueMoney,
  moneyKey,
  openPatientNotebook,
  type PatientAccount,
  type PatientMemory,
  type PatientNotebook,
  type PatientRow,
} from './patient-memory.ts';
import { weekdayFrom } from './working-days.ts';

/** A visit as the front desk knows it. */
export type KnownVisit = {
  readonly encounterId: string;
  readonly patientId: string;
  readonly date: CalendarDate;
};

export type PatientDeskOptions = {
  readonly seed: number;
  readonly interventionOn: CalendarDate;
  /** By the patient control number; null for a claim of no visit of ours. */
  visitOf(claimId: string): KnownVisit | null;
};

export type PaymentsFile = {
  readonly kind: 'payments';
  readonly name: string;
  readonly bytes: Uint8Array;
};

/** One day: reads the answers that came, then writes what moves today. The same day again gives the same bytes. */
export async function patientsPay(
  options: PatientDeskOptions,
  answers: readonly Uint8Array[],
  today: CalendarDate,
  memory: PatientMemory,
): Promise<{
  readonly files: readonly PaymentsFile[];
  readonly changes: ReadonlyMap<string, PatientRow | null>;
}> {
  const desk = { ...options, today, notebook: openPatientNotebook(memory) };
  const due = desk.notebook.takeDue(today);
  for (const money of due) settle(desk, money);
  for (const bytes of answers) await hear(desk, bytes);
  return { files: filesOf(desk, due), changes: desk.notebook.changes };
}

type Desk = PatientDeskOptions & {
  readonly today: CalendarDate;
  readonly notebook: PatientNotebook;
};

async function hear(desk: Desk, bytes: Uint8Array): Promise<void> {
  const shares = new Map<string, Cents>();
  let known = false;
  for await (const event of readPayments([bytes])) {
    if (event.kind === 'payment') known = hearPayment(desk, event.header);
    if (event.kind !== 'claim' || known) continue;
    const { patientControlNumber: claim } = event.claim;
    shares.set(claim, add(shares.get(claim) ?? zero, shareOf(event.claim)));
  }
  for (const [claim, share] of shares) bill(desk, claim, share);
}

/** Whether it was read before; the bank credits it one to three business days later. */
function hearPayment(desk: Desk, header: PaymentHeader): boolean {
  const { trace, paidCents, checkDate, payerIds } = header;
  const key = `seen/${trace}`;
  if (desk.notebook.get(key)) return true;
  desk.notebook.put(key, { kind: 'seen' });
  if (checkDate === null || paidCents === null || paidCents <= 0) return false;
  const days = chanceOf(desk.seed, 'deposit', trace).whole(1, 3);
  const money = { kind: 'money', what: 'deposit', amountCents: paidCents } as const;
  const paymentId = `DEP-${trace}`;
  desk.notebook.put(moneyKey(addBusinessDays(checkDate, days), paymentId), {
    ...money,
    paymentId,
    claimId: '',
    payerId: payerIds[0] ?? '',
    traceNumber: trace,
  });
  return false;
}

/** Deductible, coinsurance and copay; a reversal takes them back. */
const patientCodes: readonly string[] = ['1', '2', '3'];

function shareOf(claim: ClaimPayment): Cents {
  const all = [claim, ...claim.lines].flatMap((row) => row.adjustments);
  const ours = all.filter((row) => row.group === 'PR' && patientCodes.includes(row.carc));
  return sumOf(ours, (row) => row.amountCents);
}

/** Whatever was planned and not done is planned anew. */
function bill(desk: Desk, claimId: string, share: Cents): void {
  const visit = desk.visitOf(claimId);
  const before = accountOf(desk, claimId);
  if (visit === null || (share === 0 && before.owedCents === 0)) return;
  if (before.planned !== null) desk.notebook.forget(before.planned);
  const account = { ...before, owedCents: add(before.owedCents, share), planned: null };
  const manner = mannerOf(desk.seed, visit.encounterId, visit.date, desk.interventionOn);
  const open = subtract(willingCents(account.owedCents, manner), account.paidCents);
  const excess = subtract(account.paidCents, account.owedCents);
  if (open > 0) plan(desk, claimId, visit, account, 'patient', open, manner.delayDays);
  else if (excess > 0) plan(desk, claimId, visit, account, 'refund', excess, refundDays);
  else desk.notebook.put(accountKey(claimId), account);
}

/** The clinic looks through its credits and writes checks. */
const refundDays = 20;

function plan(
  desk: Desk,
  claimId: string,
  { encounterId }: KnownVisit,
  account: PatientAccount,
  what: 'patient' | 'refund',
  amountCents: Cents,
  days: number,
): void {
  const moves = account.moves + 1;
  const paymentId = `${what === 'refund' ? 'REF' : 'PAY'}-${encounterId}-${moves}`;
  const planned = moneyKey(weekdayFrom(addDays(desk.today, days)), paymentId);
  const money = { kind: 'money', what, paymentId, amountCents, claimId } as const;
  desk.notebook.put(planned, { ...money, payerId: '', traceNumber: '' });
  desk.notebook.put(accountKey(claimId), { ...account, moves, planned });
}

/** The account after the money has moved. */
function settle(desk: Desk, { what, claimId, amountCents }: DueMoney): void {
  if (what === 'deposit') return;
  const account = accountOf(desk, claimId);
  const moved = what === 'refund' ? negate(amountCents) : amountCents;
  const paidCents = add(account.paidCents, moved);
  desk.notebook.put(accountKey(claimId), { ...account, paidCents, planned: null });
}

function accountKey(claimId: string): string {
  return `account/${claimId}`;
}

function accountOf(desk: Desk, claimId: string): PatientAccount {
  const row = desk.notebook.get(accountKey(claimId));
  if (row?.kind === 'account') return row;
  return { kind: 'account', owedCents: cents(0), paidCents: cents(0), moves: 0, planned: null };
}

const columns = [
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

function filesOf(desk: Desk, due: readonly DueMoney[]): readonly PaymentsFile[] {
  const deposits = due.filter((money) => money.what === 'deposit');
  const patients = due.filter((money) => money.what !== 'deposit');
  return [
    { name: 'deposits.csv', rows: deposits },
    { name: 'patients.csv', rows: patients },
  ]
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, rows }) => ({
      kind: 'payments',
      name,
      bytes: Buffer.from(
        csvText(
          columns,
          rows.map((money) => cellsOf(desk, money)),
        ),
      ),
    }));
}

function cellsOf(desk: Desk, money: DueMoney): Record<(typeof columns)[number], string> {
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
