/** The sample's denial desk: what it does about a denial, when, and that a copy of an 835 tells it nothing new. */
import { expect, test } from 'vitest';
import { correctEncounter } from '../../shared/encounter/correct-encounter.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { clinicDays } from '../../shared/simulation/clinic.ts';
import { csvText } from '../../shared/simulation/csv-text.ts';
import { decideDenials, readMail } from '../../shared/simulation/denial-desk.ts';
import type { DeskMemory, DeskRow } from '../../shared/simulation/desk-memory.ts';
import { encounterColumns, encounterRows } from '../../shared/simulation/encounter-rows.ts';
import { allFrom, type Measures } from '../../shared/simulation/measures.ts';
import { mendingOf } from '../../shared/simulation/mending.ts';
import type { WrittenVisit } from '../../shared/simulation/written-visit.ts';
import { addDays, type CalendarDate, calendarDate } from '../../shared/values/dates.ts';
import { type Decision, readDecisions } from '../../shared/work/decision.ts';
import { remit, svc } from '../scenarios/support/remit.ts';

const to = calendarDate('2026-08-14');
const written = [...clinicDays({ to })].flatMap((day) => day.written);
const summer = written.filter((row) => row.visit.date >= '2026-07-01');
const wrong = summer.filter((row) => row.kinds.includes('mistyped-member'));
const measures = allFrom(calendarDate('2026-07-01'));

/** The visits stand under the numbers C0, C1, …. */
function options(visits: readonly WrittenVisit[], measures: Measures) {
  const writtenOf = (claimId: string) => visits[Number(claimId.slice(1))] ?? null;
  return { seed: 1, measures, writtenOf };
}

function after(memory: DeskMemory, changes: ReadonlyMap<string, DeskRow | null>): DeskMemory {
  const next = new Map<string, DeskRow | null>([...memory, ...changes]);
  return new Map([...next].flatMap(([key, row]) => (row === null ? [] : [[key, row]])));
}

async function play(
  visits: readonly WrittenVisit[],
  mail: Readonly<Record<string, string>>,
  from: CalendarDate,
  days = 50,
  measuresOn: Measures = measures,
): Promise<readonly Decision[]> {
  let memory: DeskMemory = new Map();
  const decisions: Decision[] = [];
  for (let day = 0; day < days; day += 1) {
    const today = addDays(from, day);
    const text = mail[today];
    const remittances = text === undefined ? [] : [new TextEncoder().encode(text)];
    const desk = { remittances, acknowledgments: [] };
    const morning = decideDenials(today, memory);
    expect(decideDenials(today, memory)).toEqual(morning);
    decisions.push(...morning.files.flatMap((file) => readDecisions(file.bytes).decisions));
    memory = after(memory, morning.changes);
    memory = after(
      memory,
      (await readMail(options(visits, measuresOn), desk, today, memory)).changes,
    );
    const again = await readMail(options(visits, measuresOn), desk, today, memory);
    expect(after(memory, again.changes)).toEqual(memory);
  }
  return decisions;
}

function denials(count: number, carc: string): string {
  const claims = Array.from({ length: count }, (_, n) => ({
    pcn: `C${n}`,
    lines: [svc('99213', 14500, 0, `CO*${carc}*145.00`)],
  }));
  return remit({ trace: 'T1', claims });
}

test('What was denied before the queue is left lying, but for what is easy, and cleared after it', async () => {
  const spring = written.filter((row) => row.visit.date < '2026-04-01').slice(0, 60);
  const mail = { '2026-05-29': denials(60, '31') };
  const decisions = await play(spring, mail, calendarDate('2026-05-28'), 130);
  const early = decisions.filter((row) => row.decidedOn < '2026-07-01');
  expect(early.every((row) => row.action === 'correct')).toBe(true);
  expect(early.length).toBeLessThan(30);
  const late = decisions.filter((row) => row.decidedOn > '2026-07-01');
  const given = late.filter((row) => row.action === 'write-off');
  expect(given.length).toBeGreaterThan(15);
  expect(given.some((row) => row.approvedBy === 'practice-manager')).toBe(true);
  expect(new Set(decisions.map((row) => row.target)).size).toBe(60);
});

test('Without a denial queue nobody ever clears what was left', async () => {
  const spring = written.filter((row) => row.visit.date < '2026-04-01').slice(0, 60);
  const mail = { '2026-05-29': denials(60, '27') };
  const never = { ...measures, denialQueue: null };
  const decisions = await play(spring, mail, calendarDate('2026-05-28'), 110, never);
  expect(decisions.length).toBeGreaterThan(0);
  expect(decisions.every((row) => row.action === 'correct')).toBe(true);
});

test('What was written down wrong is mended within days, once for the copy and the original', async () => {
  expect(wrong.length).toBeGreaterThan(3);
  const file = denials(wrong.length, '31');
  const mail = { '2026-08-03': file, '2026-08-05': file };
  const decisions = await play(wrong, mail, calendarDate('2026-08-01'));
  const corrections = decisions.filter((row) => row.action === 'correct');
  expect(corrections.length).toBeGreaterThan(wrong.length / 2);
  expect(new Set(decisions.map((row) => row.target)).size).toBe(decisions.length);
  for (const { decidedOn, detail, target } of corrections) {
    expect(decidedOn > '2026-08-03' && decidedOn <= '2026-08-07').toBe(true);
    const { visit } = wrong[Number(target.slice(1))] ?? {};
    expect(JSON.parse(detail)).toMatchObject({ member_id: visit?.coverage.memberId });
  }
});

test('A visit that was billed twice is voided; what came too late is given up, sometimes approved a week later', async () => {
  const twice = await play(wrong, { '2026-08-03': denials(3, '18') }, calendarDate('2026-08-01'));
  expect(twice.map((row) => row.action)).toEqual(['void', 'void', 'void']);
  const many = summer.slice(0, 60);
  const late = await play(many, { '2026-08-03': denials(60, '29') }, calendarDate('2026-08-01'));
  expect(new Set(late.map((row) => row.action))).toEqual(new Set(['write-off']));
  expect(late.length).toBeGreaterThan(60);
  expect(late.length).toBeLessThan(75);
  const approved = late.filter((row) => row.approvedBy !== '');
  expect(new Set(approved.map((row) => row.target)).size).toBe(60);
});

test('A mending says just what differs, and makes the visit right', () => {
  const mended = summer.filter((row) => Object.keys(mendingOf(row)).length > 0);
  const right = summer.filter((row) => row.kinds.length === 0);
  expect(mended.length).toBeGreaterThan(50);
  expect(right.every((row) => Object.keys(mendingOf(row)).length === 0)).toBe(true);
  const read = (rows: Parameters<typeof csvText>[1]) =>
    readEncounterCsv(Buffer.from(csvText(encounterColumns, rows))).encounters[0];
  let checked = 0;
  for (const row of mended) {
    const taken = read(row.exports[0]?.rows ?? []);
    if (taken?.kind !== 'readable') continue;
    const corrected = correctEncounter(taken.encounter, JSON.stringify(mendingOf(row)));
    const wanted = read(encounterRows(row.visit, row.authorization));
    if (corrected.kind !== 'corrected' || wanted?.kind !== 'readable') throw new Error('unread');
    expect(corrected.row.encounter).toEqual(wanted.encounter);
    checked += 1;
  }
  expect(checked).toBeGreaterThan(50);
});
