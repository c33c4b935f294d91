/** Why a payer did not answer (AAA03, AAA04), as what a person has to do about it. */
import type { EligibilityAnswer } from '../eligibility/eligibility-answer.ts';
import type { CoverageProblem, FoundProblem } from './coverage.ts';

const problems: readonly (readonly [CoverageProblem, readonly string[]])[] = [
  ['payer-unavailable', ['42', '80']],
  ['provider-refused', ['41', '43', '44', '45', '46', '47', '48', '50', '51', '52', '97', 'T4']],
  ['birth-date-differs', ['58', '60', '71']],
  ['name-differs', ['65', '66', '73', '74']],
  ['member-not-found', ['64', '67', '68', '72', '75', '76', '77', '78']],
];

/** Of the payer, the provider, the people and each benefit; every code once. */
export function rejectedQuestions(answer: EligibilityAnswer): FoundProblem[] {
  const { benefits, dependent, payer, provider, subscriber } = answer;
  const asked = [payer, provider, subscriber, dependent, ...benefits];
  const rejections = asked.flatMap((one) => one?.rejections ?? []);
  const once = new Map(rejections.map((row) => [row.reason, row]));
  return [...once.values()].map(({ followUp, reason }) => ({
    problem: promised.get(followUp) ?? problemOf(reason),
    evidence: `AAA03-${/^[A-Z0-9]{2}$/.test(reason) ? reason : 'other'}`,
  }));
}

/** AAA04: the same question may come again, or its answer will come by itself. */
const promised = new Map<string, CoverageProblem>([
  ['P', 'payer-unavailable'],
  ['Y', 'answer-promised'],
]);

function problemOf(reason: string): CoverageProblem {
  return problems.find(([, reasons]) => reasons.includes(reason))?.[0] ?? 'question-refused';
}
