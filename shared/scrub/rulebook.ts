/** All scrub rules, in the order of their ids. */
import { claimFormRules } from './claim-form-rules.ts';
import { coverageRules } from './coverage-rules.ts';
import { dateRules } from './date-rules.ts';
import { eligibilityRules } from './eligibility-rules.ts';
import { facilityRules } from './facility-rules.ts';
import { historyRules } from './history-rules.ts';
import { partyRules } from './party-rules.ts';
import type { Rule } from './rule.ts';
import { serviceRules } from './service-rules.ts';

export const rulebook: readonly Rule[] = [
  ...claimFormRules,
  ...partyRules,
  ...[...eligibilityRules, ...coverageRules].sort((a, b) => (a.id < b.id ? -1 : 1)),
  ...dateRules,
  ...serviceRules,
  ...historyRules,
  ...facilityRules,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));
