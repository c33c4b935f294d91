/** Rules C of what the payer answered before the visit; without an answer they know nothing. */
import { type Coverage, type CoverageProblem, hasProblem } from '../coverage/coverage.ts';
import { sameBirthDate, sameName } from '../coverage/same-person.ts';
import { calendarDate, daysBetween } from '../values/dates.ts';
import { payerId } from '../values/ids.ts';
import {
  failedFields,
  noData,
  type Rule,
  type RuleResult,
  type ScrubContext,
  verdict,
  verdictOn,
} from './rule.ts';
import { sampleVisit, withCoverage, withEncounter, withPatient } from './sample-visit.ts';

const source = '271 (005010X279A1) of the visit';

/** Patients change plans with the month. */
const freshDays = 30;

export const eligibilityRules: readonly Rule[] = [
  {
    id: 'C01',
    version: 1,
    title: 'The payer said that it covers the member on the day of the visit',
    severity: 'HOLD',
    prevents: ['26', '27', '31'],
    effectiveFrom: null,
    source: `${source}: EB01 and the plan’s dates`,
    fixHint:
      'Find the coverage that was in force, or bill the patient; ask again if it was mended.',
    check: (context) =>
      judge(context, (coverage) => verdictOn(coverage.standing === 'in-force', 'member_id')),
    examples: [
      { says: 'in force', outcome: 'pass', visit: sampleVisit },
      { says: 'ended before', outcome: 'fail', visit: withCoverage({ standing: 'not-in-force' }) },
      { says: 'no clear answer', outcome: 'no_data', visit: withCoverage({ standing: 'unknown' }) },
      { says: 'nobody asked', outcome: 'no_data', visit: { ...sampleVisit, eligibility: null } },
    ],
  },
  {
    id: 'C02',
    version: 1,
    title: 'What the payer said of the coverage is not older than 30 days',
    severity: 'WARN',
    prevents: ['27'],
    effectiveFrom: null,
    source,
    fixHint: 'Ask the payer once more before a claim goes out so late.',
    check: (context) =>
      judge(context, (_, answeredOn) =>
        verdictOn(daysBetween(answeredOn, context.businessDate) <= freshDays, 'member_id'),
      ),
    examples: [
      { says: 'some days old', outcome: 'pass', visit: sampleVisit },
      {
        says: 'two months old',
        outcome: 'fail',
        visit: { ...sampleVisit, businessDate: calendarDate('2026-05-04') },
      },
    ],
  },
  {
    id: 'C04',
    version: 1,
    title: 'The patient’s name and day of birth are those that the payer knows',
    severity: 'HOLD',
    prevents: ['140', '31'],
    effectiveFrom: null,
    source: `${source}: NM1 and DMG of loop 2100C or 2100D`,
    fixHint: 'Copy them from the card, or have the payer mend its record.',
    check: (context) => judge(context, (coverage) => isKnownAs(context, coverage)),
    examples: [
      { says: 'the same', outcome: 'pass', visit: sampleVisit },
      { says: 'another first name', outcome: 'fail', visit: withPatient({ first: 'Tim' }) },
      {
        says: 'another day of birth',
        outcome: 'fail',
        visit: withPatient({ birthDate: calendarDate('1980-02-28') }),
      },
    ],
  },
  {
    id: 'C07',
    version: 1,
    title: 'No other plan has taken the payer’s place (Medicare Advantage, managed Medicaid)',
    severity: 'HOLD',
    prevents: ['109', '24'],
    effectiveFrom: null,
    source: `${source}: EB01 R, U or MC with EB04`,
    fixHint: 'Bill the plan that the answer names.',
    check: (context) => judge(context, without('payer-changed')),
    examples: [
      { says: 'the payer itself', outcome: 'pass', visit: sampleVisit },
      { says: 'Medicare Advantage', outcome: 'fail', visit: withProblem('payer-changed') },
    ],
  },
  {
    id: 'C08',
    version: 1,
    title: 'The order of payers is known',
    severity: 'HOLD',
    prevents: ['22'],
    effectiveFrom: null,
    source: `${source}: EB01 R`,
    fixHint: 'Ask the patient which plan pays first, and enter the second one with the visit.',
    check: (context) => judge(context, (coverage) => isOrdered(context, coverage)),
    examples: [
      { says: 'one payer', outcome: 'pass', visit: sampleVisit },
      {
        says: 'another one, which is named',
        outcome: 'pass',
        visit: {
          ...withEncounter({ secondary: { payerId: payerId('SAMPLE2'), memberId: 'M2' } }),
          eligibility: withProblem('other-coverage').eligibility,
        },
      },
      { says: 'another one', outcome: 'fail', visit: withProblem('other-coverage') },
      { says: 'another one first', outcome: 'fail', visit: withProblem('other-payer-first') },
    ],
  },
];

function withProblem(problem: CoverageProblem): ScrubContext {
  return withCoverage({ problems: [{ problem, evidence: 'EB01-R' }] });
}

/** An answer that leaves the standing open tells nothing that a claim may be held for. */
function judge(
  { eligibility }: ScrubContext,
  verdictOf: (
    coverage: Coverage,
    answeredOn: NonNullable<ScrubContext['eligibility']>['answeredOn'],
  ) => RuleResult,
): RuleResult {
  if (eligibility === null || eligibility.coverage.standing === 'unknown') return noData;
  return verdictOf(eligibility.coverage, eligibility.answeredOn);
}

function isKnownAs({ claim }: ScrubContext, { known }: Coverage): RuleResult {
  if (known.last === '') return noData;
  const { patient } = claim.encounter;
  const fields = {
    patient_last: sameName(patient, known),
    patient_dob: sameBirthDate(patient, known),
  };
  return verdict(failedFields(fields));
}

function without(problem: CoverageProblem) {
  return (coverage: Coverage) => verdictOn(!hasProblem(coverage, problem), 'payer_id');
}

function isOrdered({ claim }: ScrubContext, coverage: Coverage): RuleResult {
  const asked = hasProblem(coverage, 'other-coverage') && claim.encounter.secondary === null;
  return verdictOn(!asked && !hasProblem(coverage, 'other-payer-first'), 'secondary_payer_id');
}
