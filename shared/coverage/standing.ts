/** Whether a plan covers the day of a visit, from the statuses (EB01) and the dates of a 271. */
import type { Benefit, EligibilityAnswer } from '../eligibility/eligibility-answer.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { NamedPeriod } from '../x12/period.ts';
import type { Coverage, FoundProblem } from './coverage.ts';

const active = ['1', '2', '3', '4'];
const inactive = ['6', '7', '8'];
const pending = ['5'];

export type Standing = {
  readonly standing: Coverage['standing'];
  readonly problems: readonly FoundProblem[];
};

export function standingOf(answer: EligibilityAnswer, visitOn: CalendarDate): Standing {
  const said = statuses(answer).map((row) => row.information);
  if (said.some((code) => active.includes(code))) return inTime(answer, visitOn);
  const code = said[0];
  if (code === undefined) return unknown('status-missing', 'EB01-none');
  if (said.some((one) => pending.includes(one))) return unknown('status-pending', `EB01-${code}`);
  return notInForce(`EB01-${code}`);
}

/** The plan as a whole (30) decides where it is told; of Medicare part B, whose claims ours are. */
function statuses({ benefits }: EligibilityAnswer): readonly Benefit[] {
  const known = [...active, ...inactive, ...pending];
  const all = benefits.filter((row) => known.includes(row.information));
  const whole = all.filter(
    ({ serviceTypes }) => serviceTypes.length === 0 || serviceTypes.includes('30'),
  );
  const told = whole.length > 0 ? whole : all;
  const partB = told.filter((row) => row.insuranceType === 'MB');
  return partB.length > 0 ? partB : told;
}

function inTime(answer: EligibilityAnswer, visitOn: CalendarDate): Standing {
  const { planFrom, planTo } = planDates(answer);
  if (planTo !== null && planTo < visitOn) return notInForce('DTP-347');
  if (planFrom !== null && planFrom > visitOn) return notInForce('DTP-346');
  return { standing: 'in-force', problems: [] };
}

function notInForce(evidence: string): Standing {
  return { standing: 'not-in-force', problems: [{ problem: 'not-in-force', evidence }] };
}

function unknown(problem: FoundProblem['problem'], evidence: string): Standing {
  return { standing: 'unknown', problems: [{ problem, evidence }] };
}

/** DTP01 of what begins, ends, or spans a plan or an eligibility. */
const begins = ['346', '356'];
const ends = ['347', '357'];
const spans = ['291', '307'];

/** Of the person, and of the statuses that decide. A span of one day is a beginning, or repeats the question. */
export function planDates(answer: EligibilityAnswer) {
  const own = (answer.dependent ?? answer.subscriber)?.dates ?? [];
  const dates = [...own, ...statuses(answer).flatMap((row) => row.dates)];
  const named = (names: readonly string[]) => dates.filter((row) => names.includes(row.qualifier));
  const spanning = named(spans);
  const open = spanning.filter((row) => row.from !== row.to);
  return {
    planFrom: earliest([...named(begins), ...spanning].map((row: NamedPeriod) => row.from)),
    planTo: latest([...named(ends), ...open].map((row) => row.to)),
  };
}

function earliest(dates: readonly CalendarDate[]): CalendarDate | null {
  return dates.toSorted()[0] ?? null;
}

function latest(dates: readonly CalendarDate[]): CalendarDate | null {
  return dates.toSorted().at(-1) ?? null;
}
