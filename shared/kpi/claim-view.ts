/** A claim's facts with what several KPIs ask of them, worked out once. */
import { sumOf } from '../values/money.ts';
import { firstAdjudication, lineDeniedCents } from './claim-balance.ts';
import type { Adjudication, ClaimFacts, LineOutcome } from './claim-facts.ts';
import type { MeasuringDay } from './measuring-days.ts';
import { type MonthEnd, monthEndsOf } from './month-end.ts';

export type ClaimView = {
  readonly facts: ClaimFacts;
  readonly first: FirstAnswer | null;
  readonly monthEnds: readonly MonthEnd[];
};

/** The primary payer's first answer in sums. */
export type FirstAnswer = {
  readonly adjudication: Adjudication;
  readonly paidCents: number;
  readonly patientCents: number;
  readonly deniedCents: number;
  /** Insurer paid nothing, the patient owes nothing, and something was denied. */
  readonly whollyDenied: boolean;
  /** Every line answered, and none left open by the payer. */
  readonly settled: boolean;
};

export function claimView(facts: ClaimFacts, days: readonly MeasuringDay[]): ClaimView {
  return { facts, first: firstAnswer(facts), monthEnds: monthEndsOf(facts, days) };
}

function firstAnswer(facts: ClaimFacts): FirstAnswer | null {
  const adjudication = firstAdjudication(facts);
  if (adjudication === null) return null;
  const { lines } = adjudication;
  const paidCents = sumOf(lines, (line) => line.paidCents);
  const patientCents = sumOf(lines, (line) => line.patientCents);
  const deniedCents = sumOf(lines, lineDeniedCents);
  return {
    adjudication,
    paidCents,
    patientCents,
    deniedCents,
    whollyDenied: paidCents === 0 && patientCents === 0 && deniedCents > 0,
    settled: answersAll(facts, lines) && lines.every(leavesNothing),
  };
}

function answersAll(facts: ClaimFacts, lines: readonly LineOutcome[]): boolean {
  const answered = new Set(lines.map((line) => line.line));
  return answered.has(0) || facts.lines.every((line) => answered.has(line.line));
}

function leavesNothing(line: LineOutcome): boolean {
  return (
    line.denials.length === 0 &&
    line.pendedCents === 0 &&
    line.underpaidCents === 0 &&
    line.personCents === 0
  );
}

/** Billing the next payer is a version too, but no second try with the first. */
export function isResubmitted(facts: ClaimFacts): boolean {
  return facts.versions - (facts.laterBills ?? 0) > 1;
}
