/** Gathers what a payer owes on a check day into payments that balance: BPR02 = Σ CLP04 − Σ PLB, never below zero. */
import type { CalendarDate } from '../values/dates.ts';
import { hashOf } from '../values/ids.ts';
import { type Cents, negate, subtract, sumOf, zero } from '../values/money.ts';
import { type Answer, paidOf } from './answer.ts';
import type { PayerManners } from './payer-manners.ts';
import type { DueRow } from './payer-memory.ts';
import type { Payee } from './sent-claim.ts';

export type CheckAdjustment = {
  readonly code: 'WO' | 'FB' | 'L6';
  readonly reference: string;
  readonly amountCents: Cents;
};

/** One payment: one ST of an 835. */
export type Check = {
  readonly payerId: string;
  readonly payee: Payee;
  readonly date: CalendarDate;
  /** TRN02. */
  readonly trace: string;
  readonly paidCents: Cents;
  readonly answers: readonly Answer[];
  readonly adjustments: readonly CheckAdjustment[];
};

type Owed = Exclude<DueRow, { kind: 'copy' }>;

/** The payments of one payer to one payee on one day: one, or two where refusals go apart. */
export function checksOf(
  manners: PayerManners,
  date: CalendarDate,
  rows: readonly [Owed, ...Owed[]],
): readonly Check[] {
  const { payerId, payee } = rows[0];
  const answers = rows.flatMap((row) => (row.kind === 'answer' ? [row.answer] : []));
  const adjustments = rows.flatMap((row) => (row.kind === 'answer' ? [] : [adjustment(row)]));
  const apart = manners.refusalsApart ? answers.filter(isUnpaid) : [];
  const together = answers.filter((answer) => !apart.includes(answer));
  const trace = traceOf(payerId, payee, date, '');
  const [first, second] = split(manners, trace, together);
  const checks = [
    { trace, answers: first, adjustments },
    { trace: traceOf(payerId, payee, date, 'S'), answers: second, adjustments: [] },
    { trace: traceOf(payerId, payee, date, 'N'), answers: apart, adjustments: [] },
  ];
  return checks
    .filter((check) => check.answers.length + check.adjustments.length > 0)
    .map((check) => settle({ ...check, payerId, payee, date, paidCents: zero }));
}

/** Some days' payments come as two checks; a claim's reversal and correction stay together. */
function split(
  { splitsCheck }: PayerManners,
  trace: string,
  answers: readonly Answer[],
): readonly [readonly Answer[], readonly Answer[]] {
  const luck = Number.parseInt(hashOf('split', trace).slice(0, 8), 16) % 10_000;
  const half = answers.filter((row) => row.status === '1').slice(0, answers.length / 2);
  if (luck >= splitsCheck || half.some((row) => paidOf(row) < 0)) return [answers, []];
  return [answers.filter((row) => !half.includes(row)), half];
}

/** What a check could not take is left to the next one (PLB FB). */
export function carriedForward(check: Check): CheckAdjustment | null {
  const forward = check.adjustments.find((row) => row.code === 'FB' && row.amountCents < 0);
  return forward === undefined ? null : { ...forward, amountCents: negate(forward.amountCents) };
}

function settle(check: Check): Check {
  const claims = sumOf(check.answers, paidOf);
  const total = subtract(
    claims,
    sumOf(check.adjustments, (row) => row.amountCents),
  );
  if (total >= 0) return { ...check, paidCents: total };
  const forward = { code: 'FB', reference: check.trace, amountCents: total } as const;
  return { ...check, adjustments: [...check.adjustments, forward] };
}

function isUnpaid(answer: Answer): boolean {
  return answer.status !== '22' && paidOf(answer) === 0;
}

function adjustment(row: CheckAdjustment): CheckAdjustment {
  const { code, reference, amountCents } = row;
  return { code, reference, amountCents };
}

/** Unique for a payer: the day, the payee's last digits and which of the day's payments. */
function traceOf(payerId: string, payee: Payee, date: CalendarDate, suffix: string): string {
  return `${payerId}${date.replaceAll('-', '')}${payee.npi.slice(-4)}${suffix}`;
}
