/** The sample clinic: a year of one practice's files, made from a seed, day by day as they arrive. */
import { addDays, type CalendarDate, daysFrom } from '../values/dates.ts';
import { appointmentText, isScheduled } from './appointment-files.ts';
import { type ClinicOptions, sampleClinicOptions } from './clinic-options.ts';
import { csvText } from './csv-text.ts';
import { type Decision, decisionColumns } from './decisions.ts';
import { type Delivery, encounterFiles, newDelivery } from './deliveries.ts';
import { type Person, samplePeople } from './patients.ts';
import { authorizationFile, firstReference, reviewedReference } from './reference-files.ts';
import { withRightCard } from './registration.ts';
import { newDiary, type Visit, visitsOn } from './visits.ts';
import { isWorkingDay, weekdayOf } from './working-days.ts';
import { type WrittenVisit, writeVisit } from './written-visit.ts';

export type InboxFile = {
  /** `<practice>/<kind>/<YYYY-MM-DD>/<name>`. */
  readonly key: string;
  readonly bytes: Uint8Array;
};

/** Every file of the clinic in the order of its arrival; nothing is made before it is asked for. */
export function* sampleClinic(changes: Partial<ClinicOptions> = {}): Generator<InboxFile> {
  for (const day of clinicDays(changes)) yield* day.files;
}

export type ClinicDay = {
  readonly date: CalendarDate;
  readonly files: readonly InboxFile[];
  /** Visits of the coming week that were planned today, as they were registered. */
  readonly planned: readonly WrittenVisit[];
  /** Today's visits as they are written down. */
  readonly written: readonly WrittenVisit[];
};

/** Whether the front desk had put a visit's registration right before its day. */
export type Mended = (visit: Visit) => boolean;

/** The days from the first to the last, with what arrives on each. */
export function* clinicDays(
  changes: Partial<ClinicOptions> = {},
  isMended: Mended = () => false,
): Generator<ClinicDay> {
  const options = { ...sampleClinicOptions, ...changes };
  const people = samplePeople(options.seed, options.patients);
  const diary = newDiary();
  const delivery = newDelivery();
  const coming = new Map<string, WrittenVisit[]>();
  for (const date of daysFrom(options.from, options.to)) {
    const planned = plannedOn(options, date, people, diary);
    for (const visit of planned) listOn(coming, visit.visit.date).push(visit);
    const written = (coming.get(date) ?? []).map((visit) =>
      isMended(visit.visit) ? withRightCard(visit) : visit,
    );
    coming.delete(date);
    for (const visit of written) enter(delivery, visit);
    yield { date, planned, written, files: [...arriving(options, date, planned, delivery)] };
  }
}

/** Every Monday the week after it; on the first day this week too. */
function plannedOn(
  options: ClinicOptions,
  date: CalendarDate,
  people: readonly Person[],
  diary: ReturnType<typeof newDiary>,
): readonly WrittenVisit[] {
  const opens = date === options.from;
  if (!opens && weekdayOf(date) !== 0) return [];
  const sunday = addDays(date, 6 - weekdayOf(date));
  const days = [...daysFrom(opens ? date : addDays(sunday, 1), addDays(sunday, 7))];
  return days
    .filter((day) => isWorkingDay(day))
    .flatMap((day) => visitsOn(options.seed, day, people, options.visitsPerDay, diary))
    .map((visit) => writeVisit(options.seed, visit, options.measures));
}

function enter(delivery: Delivery, written: WrittenVisit): void {
  for (const row of written.exports) listOn(delivery.exports, row.arrives).push(row.rows);
}

function listOn<T>(lists: Map<string, T[]>, date: string): T[] {
  const list = lists.get(date) ?? [];
  lists.set(date, list);
  return list;
}

function* arriving(
  options: ClinicOptions,
  date: CalendarDate,
  planned: readonly WrittenVisit[],
  delivery: Delivery,
): Generator<InboxFile> {
  const { practice } = options;
  const file = (kind: string, name: string, text: string): InboxFile => ({
    key: `${practice}/${kind}/${date}/${name}`,
    bytes: Buffer.from(text),
  });
  const reference = [
    ...(date === options.from ? firstReference() : []),
    ...(date === options.measures.authorization ? reviewedReference() : []),
    ...authorizationFile(planned, date === options.from),
  ];
  for (const { name, text } of reference) yield file('reference', name, text);
  const scheduled = planned.filter((visit) => isScheduled(options, visit));
  if (scheduled.length > 0)
    yield file('appointments', 'appointments.csv', appointmentText(scheduled));
  for (const { kind, name, text } of encounterFiles(options, date, delivery))
    yield file(kind, name, text);
  const decisions: readonly Decision[] = delivery.decisions.get(date) ?? [];
  delivery.decisions.delete(date);
  if (decisions.length > 0)
    yield file('decisions', 'decisions.csv', csvText(decisionColumns, decisions));
}
