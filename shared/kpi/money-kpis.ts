/** KPIs of money: what was charged, what came in, and what payers kept back. */
import { bank, capitation, contractual, qmb, sequester } from '../ledger/accounts.ts';
import { daysBetween, type Month, monthOf } from '../values/dates.ts';
import { balanceOf, chargedCents, lineAllowedCents, receivedCents } from './claim-balance.ts';
import type { Adjudication, ClaimFacts, LineOutcome, Movement } from './claim-facts.ts';
import type { ClaimView } from './claim-view.ts';
import { type Kpi, none, type Observation, plain } from './kpi.ts';
import { capitatedLines, isWhollyDenied } from './underpaid.ts';

const collected = 'insurer and patient payments less refunds and recoupments, without interest';

export const moneyKpis: readonly Kpi[] = [
  {
    ...plain,
    id: 'net-collection-rate',
    name: 'Net collection',
    question: 'How much of what was owed to us came in?',
    numerator: collected,
    denominator: 'charges less CONTRACTUAL, SEQUESTER, CAPITATION and QMB',
    unit: 'rate',
    better: 'up',
    target: { op: '>', value: 0.96 },
    source: 'AAFP; MGMA',
    monthOf: "first line's service date; compared with the target from 120 days after its end",
    matureDays: 120,
    observer: {
      of: 'claim',
      observe: ({ facts }) => byServiceMonth(facts, chargedCents(facts) - contractedCents(facts)),
    },
  },
  {
    ...plain,
    id: 'gross-collection-rate',
    name: 'Gross collection',
    question: 'How much of the charges came in?',
    numerator: collected,
    denominator: 'charges',
    unit: 'rate',
    better: 'up',
    source: 'MGMA',
    monthOf: "first line's service date; ripe after 120 days",
    matureDays: 120,
    observer: {
      of: 'claim',
      observe: ({ facts }) => byServiceMonth(facts, chargedCents(facts)),
    },
  },
  {
    ...plain,
    id: 'charges',
    name: 'Charges',
    question: 'How much was charged?',
    numerator: 'charges less voided ones',
    denominator: '1',
    unit: 'cents',
    better: 'up',
    source: 'ledger',
    monthOf: "first line's service date",
    fold: 'sum',
    observer: {
      of: 'claim',
      observe: ({ facts }) => [
        { month: monthOf(facts.serviceDate), numerator: chargedCents(facts), denominator: 0 },
      ],
    },
  },
  {
    ...plain,
    id: 'collections',
    name: 'Collections',
    question: 'How much came in?',
    numerator: collected,
    denominator: '1',
    unit: 'cents',
    better: 'up',
    source: 'ledger',
    monthOf: 'effective date',
    fold: 'sum',
    observer: { of: 'claim', observe: ({ facts }) => collections(facts) },
  },
  {
    ...plain,
    id: 'days-to-pay',
    name: 'Days to pay',
    question: 'How long until the insurer first pays?',
    numerator: 'days from first submission to first insurer payment',
    denominator: 'claims paid',
    unit: 'days',
    better: 'down',
    source: 'Claimline',
    monthOf: 'check date of the first payment',
    observer: { of: 'claim', observe: daysToPay },
  },
  {
    ...plain,
    id: 'underpayment-rate',
    name: 'Underpaid lines',
    version: 2,
    question: 'How often does a payer allow less than its contract says?',
    numerator: 'lines with more contractual adjustment than the contract leaves',
    denominator: 'priced lines that the payer allowed, did not deny and does not pay by the head',
    unit: 'rate',
    better: 'down',
    source: 'Claimline',
    monthOf: 'check date',
    observer: { of: 'claim', observe: underpaidLines },
  },
  {
    ...plain,
    id: 'underpayment-cents',
    name: 'Underpaid money',
    version: 2,
    question: 'How much less than contracted was allowed?',
    numerator:
      'excess over charge − expected, less reversals, without lines wholly denied or capitated',
    denominator: '1',
    unit: 'cents',
    better: 'down',
    source: 'Claimline',
    monthOf: 'check date',
    fold: 'sum',
    observer: { of: 'claim', observe: underpaidCents },
  },
  {
    ...plain,
    id: 'unpriced-share',
    name: 'Unpriced money',
    question: 'How much of what payers paid could not be held against a contract?',
    numerator: 'charges of those lines that no contract row prices',
    denominator: 'charges of lines that the payer allowed and did not deny',
    unit: 'rate',
    better: 'down',
    source: 'Claimline',
    monthOf: 'check date',
    observer: { of: 'claim', observe: unpricedShare },
  },
];

function byServiceMonth(facts: ClaimFacts, denominator: number): readonly Observation[] {
  let numerator = 0;
  for (const row of facts.movements) numerator += collectedCents(row);
  return [{ month: monthOf(facts.serviceDate), numerator, denominator }];
}

/** Cash in, less refunds paid out. */
function collectedCents(row: Movement): number {
  return row.event === 'refund' && row.account === bank ? row.amountCents : receivedCents(row);
}

const contracted: readonly string[] = [contractual, sequester, capitation, qmb];

function contractedCents(facts: ClaimFacts): number {
  return balanceOf(facts, (account) => contracted.includes(account));
}

function collections(facts: ClaimFacts): readonly Observation[] {
  return summed(
    facts.movements.map((row) => [monthOf(row.effectiveDate), collectedCents(row)] as const),
  );
}

/** One observation a month. */
function summed(amounts: Iterable<readonly [Month, number]>): readonly Observation[] {
  const months = new Map<Month, number>();
  for (const [month, amount] of amounts)
    if (amount !== 0) months.set(month, (months.get(month) ?? 0) + amount);
  return [...months].map(([month, numerator]) => ({ month, numerator, denominator: 0 }));
}

function daysToPay({ facts }: ClaimView): readonly Observation[] {
  const paid = facts.adjudications.find(
    (row) => !row.reversal && row.lines.some((line) => line.paidCents > 0),
  );
  if (paid === undefined || facts.submittedOn === null) return none;
  const days = daysBetween(facts.submittedOn, paid.checkDate);
  return days < 0 ? none : [{ month: monthOf(paid.checkDate), numerator: days, denominator: 1 }];
}

/** Primary answers only: a later payer owes no contract rate. */
function underpaidLines({ facts }: ClaimView): readonly Observation[] {
  const capitated = capitatedLines(facts);
  const priced = new Set(
    facts.lines.filter((line) => line.expectedCents !== null).map((line) => line.line),
  );
  const answers = facts.adjudications.filter((row) => row.sequence === 1 && !row.reversal);
  return [...Map.groupBy(answers, (row) => monthOf(row.checkDate))].map(([month, rows]) => {
    const lines = rows
      .flatMap((row) => row.lines)
      .filter((line) => priced.has(line.line) && !capitated.has(line.line) && isAllowed(line));
    const numerator = lines.filter((line) => line.underpaidCents > 0).length;
    return { month, numerator, denominator: lines.length };
  });
}

function isAllowed(line: LineOutcome): boolean {
  return lineAllowedCents(line) > 0 && line.denials.length === 0;
}

function underpaidCents({ facts }: ClaimView): readonly Observation[] {
  return summed(
    facts.adjudications.map((row) => [monthOf(row.checkDate), shortfallOf(facts, row)] as const),
  );
}

function shortfallOf(facts: ClaimFacts, row: Adjudication): number {
  let total = 0;
  const capitated = capitatedLines(facts);
  for (const line of row.sequence === 1 ? row.lines : [])
    if (!isWhollyDenied(line) && !capitated.has(line.line)) total += line.underpaidCents;
  return total;
}

/** A paid line counts once a month, however many answers it had. */
function unpricedShare({ facts }: ClaimView): readonly Observation[] {
  const answers = facts.adjudications.filter((row) => row.sequence === 1 && !row.reversal);
  return [...Map.groupBy(answers, (row) => monthOf(row.checkDate))].map(([month, rows]) => {
    const paid = new Set(
      rows.flatMap((row) => row.lines.filter(isAllowed)).map((line) => line.line),
    );
    const lines = facts.lines.filter(({ line }) => paid.has(line) || paid.has(0));
    let numerator = 0;
    let denominator = 0;
    for (const { chargeCents, expectedCents } of lines) {
      denominator += chargeCents;
      if (expectedCents === null) numerator += chargeCents;
    }
    return { month, numerator, denominator };
  });
}
