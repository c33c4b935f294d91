/**
 * The sample's denial desk: it reads the payers' 835s and the receivers' 277CAs. While its measure is on it
 * mends within days what can be mended, asks again where nothing explains a refusal, voids what was billed
 * twice and gives up the rest; what came before waits until then and is cleared within weeks.
 */
import { addBusinessDays, type CalendarDate, daysBetween } from '../values/dates.ts';
import { formatDollars } from '../values/money.ts';
import { type Chance, chanceOf } from './chance.ts';
import { csvText } from './csv-text.ts';
import { type Decision, decision, decisionColumns, tooLate } from './decisions.ts';
import { type Mail, type Trouble, troublesIn } from './desk-mail.ts';
import type { DeskMemory, DeskNotebook, DeskRow } from './desk-memory.ts';
import { isOn, type Measure, type Measures } from './measures.ts';
import { mendingOf } from './mending.ts';
import { type Changes, dueKey, openNotebook } from './notebook.ts';
import { samplePayer } from './sample-payers.ts';
import { samplePractice } from './sample-practice.ts';
import type { WrittenVisit } from './written-visit.ts';

export type DenialDeskOptions = {
  readonly seed: number;
  readonly measures: Measures;
  /** By the patient control number; null for a claim of no visit of ours. */
  writtenOf(claimId: string): WrittenVisit | null;
};

type DecisionsFile = {
  readonly kind: 'decisions';
  readonly name: string;
  readonly bytes: Uint8Array;
};

type DeskDay = {
  readonly files: readonly DecisionsFile[];
  /** Rows to store, and null for rows to forget. */
  readonly changes: Changes<DeskRow>;
};

/** In the morning: what is decided today. The same morning again gives the same bytes. */
export function decideDenials(today: CalendarDate, memory: DeskMemory): DeskDay {
  const notebook = openNotebook(memory);
  const due = notebook.takeDue(today).flatMap((row) => (row.kind === 'due' ? [row.decided] : []));
  const files = filesOf(due.map((row) => ({ ...row, decided_on: today })));
  return { files, changes: notebook.changes };
}

/** In the evening: reads the mail and plans what to decide about it; the same mail again is no news. */
export async function readMail(
  options: DenialDeskOptions,
  mail: Mail,
  today: CalendarDate,
  memory: DeskMemory,
): Promise<DeskDay> {
  const desk = { ...options, today, notebook: openNotebook(memory) };
  for await (const trouble of troublesIn(mail, (name) => isNews(desk, name))) take(desk, trouble);
  for (const measure of ['denialQueue', 'followUp'] as const) {
    if (desk.measures[measure] === today) clearLeft(desk, memory, measure);
  }
  return { files: [], changes: desk.notebook.changes };
}

function filesOf(decisions: readonly Decision[]): readonly DecisionsFile[] {
  if (decisions.length === 0) return [];
  const bytes = Buffer.from(csvText(decisionColumns, decisions));
  return [{ kind: 'decisions', name: 'denials.csv', bytes }];
}

type Desk = DenialDeskOptions & { readonly today: CalendarDate; readonly notebook: DeskNotebook };

function isNews({ notebook }: Desk, name: string): boolean {
  const known = notebook.get(`seen/${name}`) !== undefined;
  notebook.put(`seen/${name}`, { kind: 'seen' });
  return !known;
}

/** Claims that were lost or paid short are followed up; all else is the denial queue's. */
function measureOf({ code }: Trouble): Measure {
  return code === 'short' || code === 'lost' ? 'followUp' : 'denialQueue';
}

function take(desk: Desk, trouble: Trouble): void {
  const chance = chanceOf(desk.seed, 'denial-desk', trouble.claimId, desk.today);
  const worked = isOn(desk.measures, measureOf(trouble), desk.today);
  const [from, to] = worked ? workedDays : nowAndThen.days;
  if (worked || isTakenUp(desk, chance, trouble))
    work(desk, chance, trouble, addBusinessDays(desk.today, chance.whole(from, to)));
  else leave(desk, trouble);
}

function leave({ notebook }: Desk, trouble: Trouble): void {
  notebook.put(`left/${trouble.claimId}`, { kind: 'left', trouble });
}

/** Business days until a denial is worked where denials have a queue. */
const workedDays = [1, 4] as const;

/** Where they have none somebody takes up the easy ones, some in 10,000, weeks later. */
const nowAndThen = { share: 4500, days: [10, 30] } as const;

function isTakenUp(desk: Desk, chance: Chance, trouble: Trouble): boolean {
  const written = desk.writtenOf(trouble.claimId);
  const easy = written !== null && isMendable(trouble, written, desk.today);
  return easy && measureOf(trouble) === 'denialQueue' && chance.happens(nowAndThen.share);
}

/** What nobody worked is cleared within eight weeks. */
function clearLeft(desk: Desk, memory: DeskMemory, measure: Measure): void {
  for (const [key, row] of memory) {
    if (row.kind !== 'left' || measureOf(row.trouble) !== measure) continue;
    const chance = chanceOf(desk.seed, 'left-over', row.trouble.claimId);
    work(desk, chance, row.trouble, addBusinessDays(desk.today, chance.whole(1, 40)));
    desk.notebook.forget(key);
  }
}

function work(desk: Desk, chance: Chance, trouble: Trouble, due: CalendarDate): void {
  if (trouble.code === 'lost') sendAgain(desk, trouble.claimId, due);
  else answerTo(desk, chance, trouble, due);
}

function answerTo(desk: Desk, chance: Chance, trouble: Trouble, due: CalendarDate): void {
  const { claimId, code } = trouble;
  const written = desk.writtenOf(claimId);
  if (written === null) return;
  const before = desk.notebook.get(`tries/${claimId}`);
  const tries = before?.kind === 'tries' ? before.count : 0;
  const mends = tries < mostTries && isMendable(trouble, written, due) && chance.happens(9200);
  if (code === '18') plan(desk, due, voided(claimId, due));
  else if (mends) plan(desk, due, corrected(trouble, written, tries, due));
  else if (!isOn(desk.measures, measureOf(trouble), desk.today)) leave(desk, trouble);
  else giveUp(desk, chance, trouble, addBusinessDays(due, chance.whole(5, 20)));
  desk.notebook.put(`tries/${claimId}`, { kind: 'tries', count: tries + 1 });
}

/** Once: the payer says so of the same claim as often as it is asked. Too late, it is given up. */
function sendAgain(desk: Desk, claimId: string, due: CalendarDate): void {
  const written = desk.writtenOf(claimId);
  if (written === null || desk.notebook.get(`lost/${claimId}`) !== undefined) return;
  desk.notebook.put(`lost/${claimId}`, { kind: 'seen' });
  const cells = { by: 'follow-up-team', reason: 'lost-by-payer' };
  const again = decision(`resubmit-${claimId}`, due, 'resubmit', claimId, cells);
  plan(desk, due, isInTime(written, due) ? again : tooLate(written, claimId, due));
}

function plan(desk: Desk, on: CalendarDate, decided: Decision): void {
  desk.notebook.put(dueKey(on, decided.decision_id), { kind: 'due', decided });
}

/** A third try is a letter to nobody. */
const mostTries = 2;

/** What nothing in the claim explains: the same claim again, with the records or the contract beside it. */
const sentAgain = ['16', '50', '96', '109', '252', 'rejected', 'short'];

/** What no correction changes: billed twice, or filed too late. */
const final = ['18', '29'];

/** In time by the limit that the clinic has on file. */
function isMendable({ code }: Trouble, written: WrittenVisit, due: CalendarDate): boolean {
  const mends = sentAgain.includes(code) || Object.keys(mendingOf(written)).length > 0;
  return isInTime(written, due) && mends && !final.includes(code);
}

function isInTime({ visit: { coverage, date } }: WrittenVisit, due: CalendarDate): boolean {
  return daysBetween(date, due) <= samplePayer(coverage.payerId).filingLimitDays;
}

function voided(claimId: string, due: CalendarDate): Decision {
  const cells = { by: 'denial-team', reason: 'billed-twice' };
  return decision(`void-${claimId}`, due, 'void', claimId, cells);
}

function corrected(
  { claimId, code }: Trouble,
  written: WrittenVisit,
  tries: number,
  due: CalendarDate,
): Decision {
  const reason = /^\d/.test(code) ? `CO-${code}` : code;
  const detail = JSON.stringify(mendingOf(written));
  const cells = { by: 'denial-team', reason, detail };
  return decision(`correct-${claimId}-${tries + 1}`, due, 'correct', claimId, cells);
}

/** Now and then somebody forgets the approval, and asks for it a week later. */
function giveUp(desk: Desk, chance: Chance, trouble: Trouble, day: CalendarDate): void {
  const { claimId, code, openCents } = trouble;
  if (openCents <= 0) return;
  const forgets = openCents > samplePractice.write_off_limit_cents && chance.happens(800);
  const written = (id: string, on: CalendarDate, approver: string) =>
    decision(id, on, 'write-off', claimId, {
      by: 'denial-team',
      approved_by: approver,
      amount: formatDollars(openCents),
      reason: code === '29' ? 'timely' : code === 'short' ? 'underpaid' : `denied-${code}`,
    });
  if (forgets) plan(desk, day, written(`give-up-${claimId}-${desk.today}-1`, day, ''));
  const on = forgets ? addBusinessDays(day, 5) : day;
  plan(desk, on, written(`give-up-${claimId}-${desk.today}`, on, 'practice-manager'));
}
