/**
 * The sample's front desk where coverage is verified: it reads the payers' 271s about coming visits, calls
 * whoever has a problem, and mends the registration before the visit.
 */
import type { EligibilityAnswer } from '../eligibility/eligibility-answer.ts';
import { readEligibilityAnswers } from '../eligibility/read-answer.ts';
import { addDays, type CalendarDate } from '../values/dates.ts';
import { appointmentText } from './appointment-files.ts';
import { chanceOf } from './chance.ts';
import { isOn, type Measures } from './measures.ts';
import { type Changes, dueKey, type Memory, type Notebook, openNotebook } from './notebook.ts';
import { registeredRow, withRightCard } from './registration.ts';
import type { WrittenVisit } from './written-visit.ts';

export type FrontDeskRow =
  /** The day on which the desk reached the patient. */
  | { readonly kind: 'mended'; readonly on: CalendarDate }
  /** A visit whose appointment is exported again. */
  | { readonly kind: 'again'; readonly visitId: string };

export type FrontDeskOptions = {
  readonly seed: number;
  readonly measures: Measures;
  /** By the first part of a question's trace; null for a visit of nobody. */
  appointmentOf(visitId: string): WrittenVisit | null;
};

type AppointmentsFile = {
  readonly kind: 'appointments';
  readonly name: string;
  readonly bytes: Uint8Array;
};

type FrontDay = {
  readonly files: readonly AppointmentsFile[];
  readonly changes: Changes<FrontDeskRow>;
};

type Desk = FrontDeskOptions & {
  readonly today: CalendarDate;
  readonly notebook: Notebook<FrontDeskRow>;
};

/** In the morning: appointments that were put right since, exported again. */
export function correctAppointments(
  { appointmentOf }: FrontDeskOptions,
  today: CalendarDate,
  memory: Memory<FrontDeskRow>,
): FrontDay {
  const notebook = openNotebook(memory);
  const due = notebook.takeDue(today);
  const visits = due.flatMap((row) =>
    row.kind === 'again' ? (appointmentOf(row.visitId) ?? []) : [],
  );
  if (visits.length === 0) return { files: [], changes: notebook.changes };
  const bytes = Buffer.from(appointmentText(visits.map(withRightCard)));
  const file = { kind: 'appointments', name: 'corrected.csv', bytes } as const;
  return { files: [file], changes: notebook.changes };
}

/** In the evening: reads what payers say, and knows the next day what is wrong. */
export function readCoverage(
  options: FrontDeskOptions,
  answers: readonly Uint8Array[],
  today: CalendarDate,
  memory: Memory<FrontDeskRow>,
): FrontDay {
  const desk = { ...options, today, notebook: openNotebook(memory) };
  for (const bytes of answers) {
    for (const answer of readEligibilityAnswers(bytes).received) hear(desk, answer);
  }
  return { files: [], changes: desk.notebook.changes };
}

/** In 10,000 patients with a problem: whom the desk reaches in time. */
const reached = 8500;

function hear(desk: Desk, answer: EligibilityAnswer): void {
  const visitId = (answer.traces[0]?.number ?? '').replace(/N\d+$/, '');
  const written = desk.appointmentOf(visitId);
  if (written === null || !hasTrouble(answer, written)) return;
  const { date, encounterId } = written.visit;
  if (!isOn(desk.measures, 'eligibility', date)) return;
  const known = desk.notebook.get(encounterId) !== undefined;
  const reaches = chanceOf(desk.seed, 'reached', encounterId).happens(reached);
  if (known || !reaches || desk.today >= date) return;
  desk.notebook.put(encounterId, { kind: 'mended', on: desk.today });
  const tomorrow = addDays(desk.today, 1);
  if (tomorrow < date) desk.notebook.put(dueKey(tomorrow, encounterId), { kind: 'again', visitId });
}

/** Not found or not answered, no longer covered, another number, or another group than the one on file. */
function hasTrouble(answer: EligibilityAnswer, written: WrittenVisit): boolean {
  const { benefits, dependent, payer, subscriber } = answer;
  const people = [payer, subscriber, dependent].flatMap((row) => row ?? []);
  if (people.some((row) => row.rejections.length > 0)) return true;
  if (benefits.some((row) => row.information === '6')) return true;
  const registered = registeredRow(written);
  const group = subscriber?.references.find((row) => row.qualifier === '6P')?.id;
  return (
    subscriber?.id !== registered.member_id ||
    (group !== undefined && group !== registered.group_number)
  );
}
