/** What a scrub rule is and what it may answer. The rules themselves stand in the rulebook. */
import type { Claim } from '../claim/claim.ts';
import type { Coverage } from '../coverage/coverage.ts';
import type { Reference } from '../reference/in-force.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { UsedUnits } from './authorization.ts';

/** BLOCK and HOLD stop a claim when the rule fails; the others only tell. */
export type RuleSeverity = 'BLOCK' | 'HOLD' | 'REPAIR' | 'WARN' | 'INFO' | 'SLA';

/** Everything that a rule may look at. */
export type ScrubContext = {
  readonly claim: Claim;
  readonly reference: Reference;
  readonly businessDate: CalendarDate;
  /** Ids of rules that a person decided to override for this claim. */
  readonly overrides: ReadonlySet<string>;
  /** CLM05-3: 1 original, 7 replacement, 8 void. */
  readonly frequency: '1' | '7' | '8';
  /** The payer's own number of the claim (CLP07 of an earlier answer); null when there is none. */
  readonly payerClaimNumber: string | null;
  /** What the payer answered of this member's visit on this day; null when it did not. */
  readonly eligibility: { readonly coverage: Coverage; readonly answeredOn: CalendarDate } | null;
  /** Units that claims before this one have taken of an authorization. */
  readonly usedUnits: UsedUnits;
};

/** Where a rule failed: a line or the whole claim (null), and a field of ours; never what it says. */
export type Finding = { readonly line: number | null; readonly place: string };

export type RuleResult =
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'fail'; readonly findings: readonly Finding[] }
  /** The facts to judge by are not there; that is no pass and stops nothing. */
  | { readonly outcome: 'no_data' };

type RuleExample = {
  readonly says: string;
  readonly outcome: RuleResult['outcome'];
  readonly visit: ScrubContext;
};

export type Rule = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly severity: RuleSeverity;
  /** Without what it asks for no claim can be written, so that no person can override it. */
  readonly final?: true;
  /** The answers it saves us from: CARCs, or 277CA categories such as A7. */
  readonly prevents: readonly string[];
  /** First date of service to which it applies; null for any. */
  readonly effectiveFrom: CalendarDate | null;
  readonly source: string;
  readonly fixHint: string;
  readonly check: (context: ScrubContext) => RuleResult;
  readonly examples: readonly RuleExample[];
};

export const pass: RuleResult = { outcome: 'pass' };

export const noData: RuleResult = { outcome: 'no_data' };

/** A pass without findings, else a failure at them. */
export function verdict(findings: readonly Finding[]): RuleResult {
  return findings.length === 0 ? pass : { outcome: 'fail', findings };
}

/** A failure of the whole claim at `place`, unless all is well. */
export function verdictOn(isWell: boolean, place: string): RuleResult {
  return verdict(isWell ? [] : [{ line: null, place }]);
}

/** Findings at the fields whose condition does not hold. */
export function failedFields(
  conditions: { readonly [place: string]: boolean },
  line: number | null = null,
): Finding[] {
  return Object.entries(conditions).flatMap(([place, holds]) => (holds ? [] : [{ line, place }]));
}
