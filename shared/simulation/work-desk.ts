/**
 * The sample's billers: each working morning every crew looks through its queues of open work items, takes
 * up what is most pressing as far as its day goes, and writes down what it decided. Where its measure is not
 * on it takes up little, and late.
 */
import { addBusinessDays, type CalendarDate } from '../values/dates.ts';
import { askFor, grantedFiles, type ReferenceFile } from './authorization-desk.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { DeskAnswer } from './desk-answers.ts';
import { type Crew, crews, type Habit } from './desk-crews.ts';
import { deskFiles } from './desk-files.ts';
import type { DeskClaim, DeskItem } from './desk-item.ts';
import type { DeskMemory, DeskNotebook, DeskRow } from './desk-memory.ts';
import { answerTo } from './desk-plays.ts';
import { isOn, type Measures } from './measures.ts';
import type { PaymentsFile } from './money-files.ts';
import { type Changes, openNotebook } from './notebook.ts';
import { isWorkingDay } from './working-days.ts';
import type { WrittenVisit } from './written-visit.ts';

export type WorkDeskOptions = {
  readonly seed: number;
  readonly measures: Measures;
  readonly visitsPerDay: number;
  /** By the patient control number; null for a claim of no visit of ours. */
  writtenOf(claimId: string): WrittenVisit | null;
  /** By the subject of a coming visit's item; null once its day is over. */
  appointmentOf(visitId: string): WrittenVisit | null;
};

export type DeskDay = {
  readonly files: readonly (ReferenceFile | PaymentsFile)[];
  /** Rows to store, and null for rows to forget. */
  readonly changes: Changes<DeskRow>;
};

/** What lies there in the morning, before anything of the day has arrived. */
export type OpenWork = {
  readonly items: readonly DeskItem[];
  claimOf(claimId: string): Promise<DeskClaim | null>;
};

/** A morning is worked once: when it is remembered, its files lie in the inbox. */
export async function workQueues(
  options: WorkDeskOptions,
  today: CalendarDate,
  open: OpenWork,
  memory: DeskMemory,
): Promise<DeskDay> {
  const notebook = openNotebook(memory);
  const known = notebook.get('morning');
  const done = known?.kind === 'morning' && known.on === today;
  if (done || !isWorkingDay(today)) return { files: [], changes: notebook.changes };
  notebook.put('morning', { kind: 'morning', on: today });
  forgetClosed(open, memory, notebook);
  const desk = { ...options, today, notebook };
  const granted = grantedFiles(notebook, today, options.appointmentOf);
  const answers: DeskAnswer[] = [];
  for (const crew of crews) {
    for (const item of taken(desk, crew, open.items)) {
      const answer = await work(desk, crew, open, item);
      if (answer !== null) answers.push(answer);
    }
  }
  return { files: [...granted, ...deskFiles(today, answers)], changes: notebook.changes };
}

function forgetClosed({ items }: OpenWork, memory: DeskMemory, notebook: DeskNotebook): void {
  const still = new Set(items.map(({ itemId }) => workedKey(itemId)));
  for (const [key, row] of memory) {
    if (row.kind === 'worked' && !still.has(key)) notebook.forget(key);
  }
}

type Desk = WorkDeskOptions & { readonly today: CalendarDate; readonly notebook: DeskNotebook };

/** The most pressing first: by deadline, then by money. */
function taken(desk: Desk, crew: Crew, items: readonly DeskItem[]): readonly DeskItem[] {
  const measured = isOn(desk.measures, crew.measure, desk.today);
  const habit = measured ? crew.after : crew.before;
  const ready = items.filter(
    (item) => crew.queues.includes(item.queue) && isTaken(desk, habit, item),
  );
  const most = Math.max(1, Math.round((habit.capacity * desk.visitsPerDay) / 10));
  return ready.sort(byUrgency).slice(0, most);
}

function byUrgency(a: DeskItem, b: DeskItem): number {
  const [first, second] = [a.deadline ?? '9', b.deadline ?? '9'];
  if (first !== second) return first < second ? -1 : 1;
  return b.amountCents - a.amountCents || (a.itemId < b.itemId ? -1 : 1);
}

function isTaken({ notebook, seed, today }: Desk, habit: Habit, item: DeskItem): boolean {
  if (item.claimId === null && item.queue !== 'authorization') return false;
  const before = notebook.get(workedKey(item.itemId));
  if (before?.kind === 'worked' && before.reason === item.reason) return before.again <= today;
  const chance = chanceOf(seed, 'takes-up', item.itemId);
  const lies = chance.whole(...habit.lies);
  return chance.happens(habit.takesUp) && addBusinessDays(item.openedOn, lies) <= today;
}

/** Null for a claim or a visit that is none of ours, or over. */
async function work(
  desk: Desk,
  crew: Crew,
  open: OpenWork,
  item: DeskItem,
): Promise<DeskAnswer | null> {
  const { notebook, today } = desk;
  const claimId = item.claimId ?? '';
  const written =
    item.claimId === null ? desk.appointmentOf(item.subject) : desk.writtenOf(item.claimId);
  if (written === null) return null;
  const key = workedKey(item.itemId);
  const answer = answerTo({
    today,
    item,
    claimId,
    written,
    claim: item.claimId === null ? null : await open.claimOf(claimId),
    chance: luckOf(desk, item),
    tries: triesOf(desk, claimId),
    measured: isOn(desk.measures, crew.measure, today),
    again: notebook.get(key) !== undefined,
  });
  const again = answer.asked ? askFor(desk, item.subject) : answer.lookIn;
  notebook.put(key, { kind: 'worked', reason: item.reason, again });
  if (answer.tried) {
    notebook.put(triesKey(claimId), { kind: 'tries', count: triesOf(desk, claimId) + 1 });
  }
  return answer;
}

function luckOf({ seed, today }: Desk, { itemId }: DeskItem): Chance {
  return chanceOf(seed, 'work-desk', itemId, today);
}

function triesOf({ notebook }: Desk, claimId: string): number {
  const row = notebook.get(triesKey(claimId));
  return row?.kind === 'tries' ? row.count : 0;
}

function triesKey(claimId: string): string {
  return `tries/${claimId}`;
}

function workedKey(itemId: string): string {
  return `worked/${itemId}`;
}
