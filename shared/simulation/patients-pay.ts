/**
 * The sample's patients and its bank: they read the 835s that the payers wrote. A patient pays the
 * share some weeks later, the bank credits each payment some days later, and the clinic gives back
 * what a corrected answer makes too much.
 */
import { readPayments } from '../remittance/read.ts';
import type { ClaimPayment, PaymentHeader } from '../remittance/remittance.ts';
import { addBusinessDays, addDays, type CalendarDate } from '../values/dates.ts';
import { add, type Cents, negate, subtract, sumOf, zero } from '../values/money.ts';
import { chanceOf } from './chance.ts';
import type { Measures } from './measures.ts';
import { type KnownVisit, moneyFiles, type PaymentsFile } from './money-files.ts';
import { dueKey, openNotebook } from './notebook.ts';
import { mannerOf, patienceDays, willingCents } from './patient-manners.ts';
import type {
  DueMoney,
  PatientAccount,
  PatientMemory,
  PatientNotebook,
  PatientRow,
} from './patient-memory.ts';
import { weekdayFrom } from './working-days.ts';

export type PatientDeskOptions = {
  readonly seed: number;
  readonly measures: Measures;
  /** By the patient control number; null for a claim of no visit of ours. */
  visitOf(claimId: string): KnownVisit | null;
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
  const desk = { ...options, today, notebook: openNotebook(memory) };
  const due = desk.notebook.takeDue(today).filter((row) => row.kind === 'money');
  for (const money of due) settle(desk, money);
  for (const bytes of answers) await hear(desk, bytes);
  return { files: moneyFiles(desk, due), changes: desk.notebook.changes };
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
    shares.set(claim, add(shares.get(claim) ?? zero, shareOf(desk, event.claim)));
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
  desk.notebook.put(dueKey(addBusinessDays(checkDate, days), paymentId), {
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

/** Where there is a second payer only what that one leaves. */
function shareOf(desk: Desk, claim: ClaimPayment): Cents {
  const supplemented = desk.visitOf(claim.patientControlNumber)?.supplemented ?? false;
  if (supplemented && claim.status !== '2') return zero;
  const all = [claim, ...claim.lines].flatMap((row) => row.adjustments);
  const ours = all.filter((row) => row.group === 'PR' && patientCodes.includes(row.carc));
  return sumOf(ours, (row) => row.amountCents);
}

/** Whatever was planned and not done is planned anew. */
function bill(desk: Desk, claimId: string, share: Cents): void {
  const visit = desk.visitOf(claimId);
  const before = accountOf(desk, claimId);
  if (visit === null || (share === 0 && before.owedCents === 0)) return;
  for (const key of before.planned) desk.notebook.forget(key);
  const account = { ...before, owedCents: add(before.owedCents, share), planned: [] };
  const manner = mannerOf(desk.seed, visit.encounterId, visit.date, desk.measures);
  const willing = willingCents(account.owedCents, manner);
  const open = subtract(willing, account.paidCents);
  const excess = subtract(account.paidCents, account.owedCents);
  const moves: Move[] = [];
  if (open > 0)
    moves.push({ what: 'patient', amountCents: open, on: dayIn(desk, manner.delayDays) });
  if (excess > 0) moves.push({ what: 'refund', amountCents: excess, on: dayIn(desk, refundDays) });
  const never = subtract(subtract(account.owedCents, willing), account.forgivenCents);
  const on = never > 0 ? forgivenOn(desk, claimId, never) : null;
  if (on !== null) moves.push({ what: 'forgive', amountCents: never, on });
  plan(desk, claimId, visit, account, moves);
}

type Move = {
  readonly what: 'patient' | 'refund' | 'forgive';
  readonly amountCents: Cents;
  readonly on: CalendarDate;
};

/** The clinic looks through its credits and writes checks. */
const refundDays = 20;

function dayIn({ today }: Desk, days: number): CalendarDate {
  return weekdayFrom(addDays(today, days));
}

/** Null where nobody follows balances up; what lay there before is cleared within eight weeks. */
function forgivenOn(desk: Desk, claimId: string, amount: Cents): CalendarDate | null {
  const { followUp } = desk.measures;
  if (followUp === null) return null;
  const on = dayIn(desk, patienceDays(amount));
  const chance = chanceOf(desk.seed, 'forgiven', claimId);
  return on < followUp ? addBusinessDays(followUp, chance.whole(1, 40)) : on;
}

function plan(
  desk: Desk,
  claimId: string,
  { encounterId }: KnownVisit,
  account: PatientAccount,
  moves: readonly Move[],
): void {
  const planned = moves.map(({ amountCents, on, what }, index) => {
    const number = account.moves + index + 1;
    const paymentId = `${names[what]}-${encounterId}-${number}`;
    const key = dueKey(on, paymentId);
    const money = { kind: 'money', what, paymentId, amountCents, claimId } as const;
    desk.notebook.put(key, { ...money, payerId: '', traceNumber: '' });
    return key;
  });
  const next = { ...account, moves: account.moves + moves.length, planned };
  desk.notebook.put(accountKey(claimId), next);
}

const names = { patient: 'PAY', refund: 'REF', forgive: 'WO' } as const;

/** The account after the money has moved. */
function settle(desk: Desk, { what, claimId, amountCents, paymentId }: DueMoney): void {
  if (what === 'deposit') return;
  const account = accountOf(desk, claimId);
  const planned = account.planned.filter((key) => !key.endsWith(`/${paymentId}`));
  const moved = what === 'refund' ? negate(amountCents) : amountCents;
  const changed =
    what === 'forgive'
      ? { forgivenCents: add(account.forgivenCents, moved) }
      : { paidCents: add(account.paidCents, moved) };
  desk.notebook.put(accountKey(claimId), { ...account, ...changed, planned });
}

function accountKey(claimId: string): string {
  return `account/${claimId}`;
}

function accountOf(desk: Desk, claimId: string): PatientAccount {
  const row = desk.notebook.get(accountKey(claimId));
  if (row?.kind === 'account') return row;
  return {
    kind: 'account',
    owedCents: zero,
    paidCents: zero,
    forgivenCents: zero,
    moves: 0,
    planned: [],
  };
}
