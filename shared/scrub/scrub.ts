/** Runs the rulebook over a claim. Only a failed BLOCK or HOLD stops it; no data is never a pass. */
import * as z from 'zod/mini';
import type { Finding, Rule, RuleResult, RuleSeverity, ScrubContext } from './rule.ts';
import { rulebook } from './rulebook.ts';

export type RuleOutcome = {
  readonly rule: string;
  readonly version: number;
  readonly severity: RuleSeverity;
  /** `bypassed`: it would have failed, but a person overrode it. */
  readonly outcome: RuleResult['outcome'] | 'bypassed';
  readonly findings: readonly Finding[];
};

/** How a stored outcome reads back. */
export const ruleOutcomeSchema = z.object({
  rule: z.string(),
  version: z.number(),
  severity: z.enum(['BLOCK', 'HOLD', 'REPAIR', 'WARN', 'INFO', 'SLA']),
  outcome: z.enum(['pass', 'fail', 'bypassed', 'no_data']),
  findings: z.array(z.object({ line: z.nullable(z.number()), place: z.string() })),
});

/** The outcome of each rule in force on the claim's date of service, in the rulebook's order. */
export function scrub(context: ScrubContext, rules: readonly Rule[] = rulebook): RuleOutcome[] {
  const { lines } = context.claim.encounter;
  const inForce = ({ effectiveFrom }: Rule) =>
    effectiveFrom === null || lines.some((line) => effectiveFrom <= line.serviceDate);
  return rules.filter(inForce).map((rule) => outcomeOf(rule, context));
}

/** Whether the claim may not be sent. */
export function isHeld(outcomes: readonly RuleOutcome[]): boolean {
  return outcomes.some(
    ({ severity, outcome }) => outcome === 'fail' && (severity === 'BLOCK' || severity === 'HOLD'),
  );
}

function outcomeOf(rule: Rule, context: ScrubContext): RuleOutcome {
  const result = rule.check(context);
  const findings = result.outcome === 'fail' ? result.findings : [];
  const overridden = result.outcome === 'fail' && !rule.final && context.overrides.has(rule.id);
  return {
    rule: rule.id,
    version: rule.version,
    severity: rule.severity,
    outcome: overridden ? 'bypassed' : result.outcome,
    findings,
  };
}
