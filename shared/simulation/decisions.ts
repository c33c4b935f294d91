/** What people at the clinic decide about visits before a payer hears of them: they push held claims through before the intervention and mend them after it. */
import { addBusinessDays, type CalendarDate, calendarDate } from '../values/dates.ts';
import { claimIdOf } from '../values/ids.ts';
import { authorizationsKnown, isAsked } from './authorization-rules.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { ClinicOptions } from './clinic-options.ts';
import { mendingOf } from './mending.ts';
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
  return [...overrides(chance, options, written, target), ...corrections(options, written, target)];
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

/** Since the intervention what scrubbing holds is mended within days. */
function corrections(
  options: ClinicOptions,
  written: WrittenVisit,
  target: string,
): readonly Decision[] {
  const { kinds, visit } = written;
  const held = heldBy(written) !== null || kinds.some((kind) => neverSent.includes(kind));
  const mending = mendingOf(written);
  const chance = chanceOf(options.seed, 'corrections', visit.encounterId);
  const arrives = written.exports[0]?.arrives ?? visit.date;
  if (visit.date < options.interventionOn || !held || Object.keys(mending).length === 0) return [];
  const day = addBusinessDays(arrives, chance.whole(1, 3));
  const cells = { by: 'billing-desk', reason: 'held', detail: JSON.stringify(mending) };
  return [decision(`mend-${target}`, day, 'correct', target, cells)];
}

/** What the scrubber holds of any payer's claims. */
const neverSent = ['pointer-to-nowhere', 'invalid-npi', 'zero-units', 'missing-modifier'];

export function decision(
  id: string,
  day: CalendarDate,
  action: string,
  target: string,
  cells: Partial<Decision>,
): Decision {
  const empty = { by: '', approved_by: '', amount: '', reason: '', detail: '' };
  return { ...empty, ...cells, decision_id: id, decided_on: calendarDate(day), action, target };
}
