/** What people at the clinic decide about visits before a payer hears of them: without review they push held claims through, with it they mend or give up. */
import { addBusinessDays, type CalendarDate, calendarDate, daysBetween } from '../values/dates.ts';
import { claimIdOf } from '../values/ids.ts';
import { formatDollars, parseDollars, sumOf, zero } from '../values/money.ts';
import { isScheduled } from './appointment-files.ts';
import { authorizationsKnown, isAsked } from './authorization-rules.ts';
import { chanceOf } from './chance.ts';
import type { ClinicOptions } from './clinic-options.ts';
import { isOn } from './measures.ts';
import { mendingOf, takenRows } from './mending.ts';
import { samplePayers } from './sample-payers.ts';
import { doubletOf, type WrittenVisit } from './written-visit.ts';

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
  const pushed = pushedThrough(options, written);
  if (pushed !== null) return [pushed];
  const { scrubbing } = options.measures;
  return scrubbing === null ? [] : cleared(options, written, scrubbing);
}

/** Somebody closes the item of a file that is no remittance. */
export function closeOf(fileKey: string, date: CalendarDate): Decision {
  const day = addBusinessDays(date, 2);
  return decision(`close-${date}`, day, 'close', fileKey, {
    by: 'billing-lead',
    reason: 'not-ours',
  });
}

/** Where nobody reviews what scrubbing holds, the billing desk sends most of it as it is. */
function pushedThrough(options: ClinicOptions, written: WrittenVisit): Decision | null {
  const chance = chanceOf(options.seed, 'decisions', written.visit.encounterId);
  const arrives = arrivalOf(written);
  const day = addBusinessDays(arrives, chance.whole(1, 3));
  const careless = !isOn(options.measures, 'scrubbing', arrives) && chance.happens(7000);
  if (!careless || !lacksAuthorization(options, written)) return null;
  const target = claimIdOf(options.practice, written.visit.encounterId);
  const cells = { by: 'billing-desk', reason: 'reviewed', detail: 'C09' };
  return decision(`override-${target}`, day, 'override-rule', target, cells);
}

function arrivalOf({ exports, visit }: WrittenVisit): CalendarDate {
  return exports[0]?.arrives ?? visit.date;
}

/** As far as the clinic knows what needs one. */
function lacksAuthorization({ measures }: ClinicOptions, written: WrittenVisit): boolean {
  const { kinds, visit } = written;
  const procedures = visit.lines.map((line) => line.procedure);
  const known = authorizationsKnown(isOn(measures, 'authorization', arrivalOf(written)));
  return (
    kinds.includes('missing-authorization') && isAsked(known, visit.coverage.payerId, procedures)
  );
}

/** What scrubbing holds is mended within days, what lay there before within weeks; what is too late is given up. */
function cleared(
  options: ClinicOptions,
  written: WrittenVisit,
  from: CalendarDate,
): readonly Decision[] {
  const { encounterId } = written.visit;
  const chance = chanceOf(options.seed, 'corrections', encounterId);
  const dayAfter = (arrives: CalendarDate) =>
    arrives < from
      ? addBusinessDays(from, chance.whole(1, 25))
      : addBusinessDays(arrives, chance.whole(1, 3));
  const day = dayAfter(arrivalOf(written));
  const target = claimIdOf(options.practice, encounterId);
  if (isTooLate(written, day)) return [tooLate(written, target, day)];
  return [...mended(options, written, target, day), ...doublets(options, written, dayAfter)];
}

/** By the limit of the payer that the claim names. */
function isTooLate(written: WrittenVisit, day: CalendarDate): boolean {
  const [row] = takenRows(written);
  const payer = samplePayers.find(({ payerId }) => payerId === row?.payer_id);
  const limit = payer?.filingLimitDays ?? Number.POSITIVE_INFINITY;
  const sentOn = needsMending(written) ? day : arrivalOf(written);
  return daysBetween(written.visit.date, sentOn) > limit;
}

/** Nobody will pay it any more. */
export function tooLate(written: WrittenVisit, target: string, day: CalendarDate): Decision {
  const charge = sumOf(takenRows(written), (row) => parseDollars(row.charge) ?? zero);
  return decision(`too-late-${target}`, day, 'write-off', target, {
    by: 'billing-desk',
    approved_by: 'practice-manager',
    amount: formatDollars(charge),
    reason: 'timely',
  });
}

function mended(
  options: ClinicOptions,
  written: WrittenVisit,
  target: string,
  day: CalendarDate,
): readonly Decision[] {
  const mending = mendingOf(written);
  const known = needsMending(written) || lacksAuthorization(options, written);
  const held = known || isDoubted(options, written);
  if (!held || Object.keys(mending).length === 0) return [];
  const cells = { by: 'billing-desk', reason: 'held', detail: JSON.stringify(mending) };
  return [decision(`mend-${target}`, day, 'correct', target, cells)];
}

/** Coverage that the payer said is over, of a patient whom the front desk did not reach: such a claim is held. */
function isDoubted(options: ClinicOptions, written: WrittenVisit): boolean {
  return isScheduled(options, written) && written.kinds.includes('ended-coverage');
}

/** What the scrubber holds of any payer's claims. */
const neverSent = ['pointer-to-nowhere', 'invalid-npi', 'zero-units'];

function needsMending({ kinds }: WrittenVisit): boolean {
  return kinds.some((kind) => neverSent.includes(kind));
}

/** A visit that was entered twice: its second claim is held as a duplicate. */
function doublets(
  { practice }: ClinicOptions,
  { exports, kinds, visit }: WrittenVisit,
  dayAfter: (arrives: CalendarDate) => CalendarDate,
): readonly Decision[] {
  const [, second] = exports;
  if (!kinds.includes('duplicate-visit') || second === undefined) return [];
  const target = claimIdOf(practice, doubletOf(visit.encounterId));
  const cells = { by: 'billing-desk', reason: 'entered-twice' };
  return [decision(`void-${target}`, dayAfter(second.arrives), 'void', target, cells)];
}

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
