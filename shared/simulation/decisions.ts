/** What people at the clinic decide: they push held claims through before the intervention and work denials after it. */
import { addBusinessDays, addDays, type CalendarDate, calendarDate } from '../values/dates.ts';
import { claimIdOf } from '../values/ids.ts';
import { type Cents, formatDollars, parseDollars, sumOf, zero } from '../values/money.ts';
import { authorizationsKnown, isAsked } from './authorization-rules.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { ClinicOptions } from './clinic-options.ts';
import { samplePractice } from './sample-practice.ts';
import { weekdayFrom } from './working-days.ts';
import type { WrittenVisit } from './written-visit.ts';

export const decisionColumns = [
  'decision_id',
  'decided_on',
  'by',
  'approved_by',
  'action',
  'target',
  'amount',
  'reason',
  'detail',
] as const;

export type Decision = Readonly<Record<(typeof decisionColumns)[number], string>>;

/** Everything that people will decide about one visit. */
export function decidedOn(options: ClinicOptions, written: WrittenVisit): readonly Decision[] {
  const chance = chanceOf(options.seed, 'decisions', written.visit.encounterId);
  const target = claimIdOf(options.practice, written.visit.encounterId);
  return [
    ...overrides(chance, options, written, target),
    ...writeOffs(chance, options, written, target),
  ];
}

/** Somebody closes the item of a file that is no remittance. */
export function closeOf(fileKey: string, date: CalendarDate): Decision {
  const day = addBusinessDays(date, 2);
  return decision(`close-${date}`, day, 'close', fileKey, {
    by: 'billing-lead',
    reason: 'not-ours',
  });
}

/** Before the intervention the billing desk sends most of what the authorization and modifier rules hold. */
function overrides(
  chance: Chance,
  options: ClinicOptions,
  written: WrittenVisit,
  target: string,
): readonly Decision[] {
  const day = addBusinessDays(
    written.exports[0]?.arrives ?? written.visit.date,
    chance.whole(1, 3),
  );
  const rule = heldBy(written);
  const careless = written.visit.date < options.interventionOn && chance.happens(7000);
  if (rule === null || !careless) return [];
  const cells = { by: 'billing-desk', reason: 'reviewed', detail: rule };
  return [decision(`override-${target}`, day, 'override-rule', target, cells)];
}

function heldBy({ visit, kinds }: WrittenVisit): string | null {
  const procedures = visit.lines.map((line) => line.procedure);
  const known = isAsked(authorizationsKnown(false), visit.coverage.payerId, procedures);
  if (kinds.includes('missing-authorization') && known) return 'C09';
  return kinds.includes('missing-modifier') ? 'F03' : null;
}

const hopeless = ['ended-coverage', 'mistyped-member'];
/** Stopped before any payer could deny it. */
const neverSent = ['pointer-to-nowhere', 'invalid-npi', 'zero-units', 'missing-modifier'];
/** By then every payer has answered. */
const answeredAfterDays = 130;

/** After the intervention the denial team gives up what nobody will pay, with an approval above the limit. */
function writeOffs(
  chance: Chance,
  options: ClinicOptions,
  written: WrittenVisit,
  target: string,
): readonly Decision[] {
  const { kinds, visit } = written;
  const denied = kinds.some((kind) => hopeless.includes(kind));
  if (!denied || kinds.some((kind) => neverSent.includes(kind))) return [];
  const arrives = written.exports[0]?.arrives ?? visit.date;
  const earliest = laterOf(addDays(arrives, answeredAfterDays), options.interventionOn);
  const day = weekdayFrom(addDays(earliest, chance.whole(7, 60)));
  const amount = chargeOf(written);
  const small = amount <= samplePractice.write_off_limit_cents;
  const approvedBy = small || chance.happens(800) ? '' : 'practice-manager';
  if (!small && !chance.happens(5000)) return [];
  const cells = {
    by: 'denial-team',
    approved_by: approvedBy,
    amount: formatDollars(amount),
    reason: 'eligibility',
  };
  return [decision(`write-off-${target}`, day, 'write-off', target, cells)];
}

function laterOf(one: CalendarDate, other: CalendarDate): CalendarDate {
  return one > other ? one : other;
}

function chargeOf(written: WrittenVisit): Cents {
  return sumOf(written.exports[0]?.rows ?? [], (row) => parseDollars(row.charge) ?? zero);
}

function decision(
  id: string,
  day: CalendarDate,
  action: string,
  target: string,
  cells: Partial<Decision>,
): Decision {
  const empty = { by: '', approved_by: '', amount: '', reason: '', detail: '' };
  return { ...empty, ...cells, decision_id: id, decided_on: calendarDate(day), action, target };
}
