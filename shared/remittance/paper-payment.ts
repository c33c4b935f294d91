/** One check of a paper EOB as a payment, with the balance that every remittance must have. */
import { hashOf } from '../values/ids.ts';
import { type Cents, negate, sumOf, zero } from '../values/money.ts';
import {
  type Balance,
  balanceClaim,
  balanced,
  balanceLine,
  balanceTransaction,
  plus,
  worse,
} from './balance.ts';
import type { PaperRow } from './read-paper.ts';
import type { Adjustment, ClaimPayment, PaymentSummary, ServicePayment } from './remittance.ts';

export type PaperPayment = {
  readonly summary: PaymentSummary;
  readonly claims: readonly ClaimPayment[];
  /** Rows of each claim. */
  readonly rowsOfClaims: readonly number[];
};

type ControlNumberOf = (patientControlNumber: string, line: number) => string;

/** `rows` are those of one check, at least one. */
export function paperPayment(
  rows: readonly PaperRow[],
  ordinal: number,
  controlNumberOf: ControlNumberOf,
): PaperPayment {
  const told = Map.groupBy(rows, (row) => JSON.stringify([row.patientControlNumber, row.status]));
  const groups = [...told.values()];
  const claims = groups.map((group, index) => claimOf(group, index + 1, controlNumberOf));
  return {
    summary: summaryOf(rows, ordinal, claims),
    claims,
    rowsOfClaims: groups.map((group) => group.length),
  };
}

function summaryOf(
  rows: readonly PaperRow[],
  ordinal: number,
  claims: readonly ClaimPayment[],
): PaymentSummary {
  const [first] = rows;
  if (first === undefined) throw new Error('a check without a row');
  const { date, number, paidCents, payerId } = first.check;
  const claimsPaidCents = claims.reduce<Cents | null>((sum, row) => plus(sum, row.paidCents), zero);
  const total = balanceTransaction(paidCents, claimsPaidCents, zero);
  const wrong = rows.some((row) => row.issues.length > 0) || claims.some(isUnreadable);
  return {
    header: {
      ordinal,
      handling: 'I',
      paidCents,
      method: 'CHK',
      checkDate: date,
      trace: number,
      originator: payerId,
      payerIds: [payerId],
      payeeIds: [],
    },
    claimCount: claims.length,
    claimsPaidCents,
    unreadable: wrong ? 'ROW' : null,
    providerAdjustments: [],
    adjustedCents: zero,
    balance: [...claims.map((claim) => claim.balance), total].reduce(worse, balanced),
    bodyHash: hashOf(...rows.map(contentOf).sort()),
    complete: true,
    findings: [],
  };
}

function contentOf({ row: _, check: __, issues: ___, ...said }: PaperRow): string {
  return JSON.stringify(said);
}

function isUnreadable({ chargeCents, lines, paidCents }: ClaimPayment): boolean {
  const amounts = lines.flatMap((line) => [line.chargeCents, line.paidCents]);
  return [chargeCents, paidCents, ...amounts].includes(null);
}

function claimOf(
  rows: readonly PaperRow[],
  ordinal: number,
  controlNumberOf: ControlNumberOf,
): ClaimPayment {
  const byLine = [...Map.groupBy(rows, (row) => row.line)].sort(([a], [b]) => a - b);
  const lines = byLine
    .filter(([line]) => line > 0)
    .map(([line, own]) => lineOf(line, own, controlNumberOf));
  const atClaim = rows.filter((row) => row.line === 0);
  const adjustments = adjustmentsIn(atClaim);
  const { chargeCents, paidCents } = totalsOf(atClaim, adjustments, lines);
  const all = [...adjustments, ...lines.flatMap((line) => line.adjustments)];
  const adjusted = sumOf(all, (row) => row.amountCents);
  const patient = all.filter((row) => row.group === 'PR');
  return {
    ordinal,
    range: { from: 0, to: 0 },
    patientControlNumber: rows[0]?.patientControlNumber ?? '',
    status: rows[0]?.status ?? '',
    chargeCents,
    paidCents,
    patientCents: sumOf(patient, (row) => row.amountCents),
    payerControlNumber: '',
    adjustments,
    remarks: [],
    lines,
    balance: [
      ...lines.map((line) => lineBalance(line, ordinal)),
      balanceClaim(chargeCents, adjusted, paidCents, ordinal),
    ].reduce(worse, balanced),
  };
}

type Totals = Pick<ClaimPayment, 'chargeCents' | 'paidCents'>;

/** What rows without a line state of the whole claim; where they state nothing its lines and their own adjustments do. */
function totalsOf(
  rows: readonly PaperRow[],
  adjustments: readonly Adjustment[],
  lines: readonly ServicePayment[],
): Totals {
  const stated = amountsOf(rows);
  if (lines.length === 0 || (stated.chargeCents ?? 0) !== 0) return stated;
  const less = sumOf(adjustments, (row) => row.amountCents);
  const charge = lines.reduce<Cents | null>((sum, line) => plus(sum, line.chargeCents), zero);
  const paid = lines.reduce<Cents | null>((sum, line) => plus(sum, line.paidCents), zero);
  return { chargeCents: charge, paidCents: plus(paid, stated.paidCents ?? negate(less)) };
}

/** Each row of a line repeats its charge and payment; rows that differ can not be read. */
function amountsOf(rows: readonly PaperRow[]): Totals {
  return {
    chargeCents: agreed(rows.map((row) => row.chargeCents)),
    paidCents: agreed(rows.map((row) => row.paidCents)),
  };
}

function agreed(amounts: readonly (Cents | null)[]): Cents | null {
  const [first, ...others] = new Set(amounts);
  return others.length > 0 ? null : (first ?? null);
}

function adjustmentsIn(rows: readonly PaperRow[]): readonly Adjustment[] {
  return rows.flatMap((row) => (row.adjustment === null ? [] : [row.adjustment]));
}

function lineOf(
  line: number,
  rows: readonly PaperRow[],
  controlNumberOf: ControlNumberOf,
): ServicePayment {
  return {
    procedure: { qualifier: 'HC', code: '', modifiers: [] },
    submittedProcedure: null,
    ...amountsOf(rows),
    paidUnits: '',
    serviceDate: null,
    adjustments: adjustmentsIn(rows),
    remarks: [],
    lineControlNumber: controlNumberOf(rows[0]?.patientControlNumber ?? '', line),
  };
}

function lineBalance(line: ServicePayment, ordinal: number): Balance {
  const adjusted = sumOf(line.adjustments, (row) => row.amountCents);
  return balanceLine(line.chargeCents, adjusted, line.paidCents, ordinal);
}
