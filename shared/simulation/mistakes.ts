/** The errors that clinics make when they write a visit down, and how often, before and after the intervention. */
import { addDays } from '../values/dates.ts';
import { authorizationsAsked, isAsked } from './authorization-rules.ts';
import type { Chance } from './chance.ts';
import { codingMistakes } from './coding-mistakes.ts';
import { everyRow } from './encounter-rows.ts';
import { entryMistakes } from './entry-mistakes.ts';
import { isOn, type Measure, type Measures } from './measures.ts';
import type { Mistake } from './mistake.ts';
import { samplePayers } from './sample-payers.ts';
import type { Visit } from './visits.ts';

/** Whether the visit's coverage began this year after another one ended. */
function changedPayer(visit: Visit): boolean {
  return visit.coverage !== visit.person.coverages[0];
}

function commercial(visit: Visit): boolean {
  return visit.coverage.groupNumber !== '';
}

function needsAuthorization(visit: Visit): boolean {
  const procedures = visit.lines.map((line) => line.procedure);
  return isAsked(authorizationsAsked, visit.coverage.payerId, procedures);
}

function withoutAuthorization(visit: Visit): boolean {
  return !needsAuthorization(visit);
}

/** Registration, eligibility and authorization. */
const frontEndMistakes: readonly Mistake[] = [
  {
    kind: 'ended-coverage',
    about: 'card',
    before: 6000,
    after: 6000,
    fits: (visit) => changedPayer(visit) && withoutAuthorization(visit),
    change: (rows, visit) => {
      const [old] = visit.person.coverages;
      const card = { member_id: old.memberId, group_number: old.groupNumber };
      return everyRow(rows, { payer_id: old.payerId, ...card });
    },
  },
  {
    kind: 'mistyped-member',
    about: 'card',
    before: 290,
    after: 290,
    fits: withoutAuthorization,
    change: (rows, visit) => everyRow(rows, { member_id: mistyped(visit.coverage.memberId) }),
  },
  {
    kind: 'wrong-payer',
    about: 'card',
    before: 70,
    after: 70,
    fits: (visit) => commercial(visit) && withoutAuthorization(visit),
    change: (rows, visit, chance) => {
      const others = samplePayers.filter((row) => row.payerId !== visit.coverage.payerId);
      const likely = others.filter((row) => row.claimFilingCode !== 'MB');
      return everyRow(rows, { payer_id: chance.pick(likely).payerId });
    },
  },
  {
    kind: 'old-card',
    about: 'card',
    before: 2000,
    after: 2000,
    fits: withoutAuthorization,
    change: (rows, visit) => everyRow(rows, { member_id: visit.coverage.formerId }),
  },
  {
    kind: 'no-group-number',
    about: 'group',
    before: 3000,
    after: 3000,
    fits: commercial,
    change: (rows) => everyRow(rows, { group_number: '' }),
  },
  {
    kind: 'wrong-birth-date',
    about: 'person',
    before: 900,
    after: 900,
    fits: () => true,
    change: (rows, visit) =>
      everyRow(rows, { patient_dob: addDays(visit.person.patient.birthDate, -1) }),
  },
  {
    kind: 'missing-authorization',
    about: 'authorization',
    before: 4500,
    after: 4500,
    fits: needsAuthorization,
    change: (rows) => everyRow(rows, { prior_authorization: '' }),
  },
];

/** Every kind, in the order in which it is made; a later one sees the rows of an earlier one. */
export const mistakes: readonly Mistake[] = [
  ...frontEndMistakes,
  ...codingMistakes,
  ...entryMistakes,
];

/** Which measure makes a mistake rarer; those of the front and the authorization desk stay as frequent, and are mended before the visit. */
const measureAgainst: Readonly<Record<Mistake['about'], Measure | null>> = {
  card: null,
  group: null,
  person: null,
  authorization: null,
  diagnosis: 'scrubbing',
  line: 'scrubbing',
  provider: 'scrubbing',
  cell: 'chargeEntry',
};

/** As frequent after the intervention as before it; what was wrong is seen to before the visit. */
export const lastingKinds: readonly string[] = mistakes
  .filter((row) => measureAgainst[row.about] === null)
  .map((row) => row.kind);

/** What a payer's answer about coverage can show. */
export const frontEndKinds: readonly string[] = mistakes
  .filter((row) => ['card', 'group', 'person'].includes(row.about))
  .map((row) => row.kind);

/** The mistakes that are made about this visit. */
export function mistakesIn(visit: Visit, chance: Chance, measures: Measures): readonly Mistake[] {
  const made = new Map<string, Mistake>();
  for (const row of mistakes) {
    const happens = row.fits(visit) && chance.happens(share(row, visit, measures));
    if (happens && !made.has(row.about)) made.set(row.about, row);
  }
  return [...made.values()];
}

function share(row: Mistake, visit: Visit, measures: Measures): number {
  const measure = measureAgainst[row.about];
  return measure !== null && isOn(measures, measure, visit.date) ? row.after : row.before;
}

/** The last digit off by one: still well formed, and nobody's. */
function mistyped(memberId: string): string {
  const last = Number(memberId.slice(-1));
  return `${memberId.slice(0, -1)}${(last + 1) % 10}`;
}
