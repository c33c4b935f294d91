/** A visit as somebody wrote it down, and on which days which version of it is exported. */
import { addDays, type CalendarDate } from '../values/dates.ts';
import { type EncounterId, encounterId } from '../values/ids.ts';
import { authorizationsAsked, isAsked } from './authorization-rules.ts';
import { type Chance, chanceOf } from './chance.ts';
import { lagOf } from './charge-lag.ts';
import { type EncounterRow, encounterRows, everyRow } from './encounter-rows.ts';
import { isUnreadable } from './entry-mistakes.ts';
import { isOn, type Measures } from './measures.ts';
import { mistakesIn } from './mistakes.ts';
import type { Visit } from './visits.ts';
import { weekdayFrom } from './working-days.ts';

type Export = { readonly arrives: CalendarDate; readonly rows: readonly EncounterRow[] };

export type WrittenVisit = {
  readonly visit: Visit;
  /** The authorization that the clinic got for it; empty when none is needed. */
  readonly authorization: string;
  /** The kinds of its mistakes. */
  readonly kinds: readonly string[];
  readonly exports: readonly Export[];
};

export function writeVisit(seed: number, visit: Visit, measures: Measures): WrittenVisit {
  const chance = chanceOf(seed, 'writing', visit.encounterId);
  const authorization = authorizationFor(chance, visit);
  const right = encounterRows(visit, authorization);
  const after = isOn(measures, 'chargeEntry', visit.date);
  const made = mistakesIn(visit, chance, measures);
  const rows = made.reduce((sofar, row) => row.change(sofar, visit, chance), right);
  const arrives = weekdayFrom(addDays(visit.date, lagOf(chance, after)));
  const kinds = made.map((row) => row.kind);
  const again = repeats(chance, { arrives, rows }, right, kinds, after);
  return {
    visit,
    authorization,
    kinds: [
      ...kinds,
      ...again.map((row) => row.kind),
      ...(arrives > visit.date ? ['late-charge'] : []),
    ],
    exports: [{ arrives, rows }, ...again.map((row) => row.export)],
  };
}

function authorizationFor(chance: Chance, visit: Visit): string {
  const procedures = visit.lines.map((line) => line.procedure);
  const asked = isAsked(authorizationsAsked, visit.coverage.payerId, procedures);
  return asked ? `AU${chance.whole(1_000_000, 9_999_999)}` : '';
}

type Repeat = { readonly kind: string; readonly export: Export };

/** The same visit exported a second time, for whatever reason. */
function repeats(
  chance: Chance,
  first: Export,
  right: readonly EncounterRow[],
  kinds: readonly string[],
  after: boolean,
): readonly Repeat[] {
  const days = (from: number, to: number) =>
    weekdayFrom(addDays(first.arrives, chance.whole(from, to)));
  if (isUnreadable(kinds)) return [repeat('corrected-export', days(1, 4), right)];
  if (chance.happens(after ? 20 : 75))
    return [repeat('duplicate-visit', days(1, 8), renamed(first.rows))];
  if (chance.happens(after ? 15 : 70))
    return [repeat('similar-visit', days(3, 12), dearer(renamed(first.rows)))];
  if (chance.happens(after ? 5 : 15))
    return [repeat('changed-export', days(1, 6), dearer(first.rows))];
  return [];
}

function repeat(kind: string, arrives: CalendarDate, rows: readonly EncounterRow[]): Repeat {
  return { kind, export: { arrives, rows } };
}

/** The id of a visit that was entered a second time. */
export function doubletOf(id: string): EncounterId {
  return encounterId(`${id}B`);
}

function renamed(rows: readonly EncounterRow[]): readonly EncounterRow[] {
  return everyRow(rows, { encounter_id: doubletOf(rows[0]?.encounter_id ?? '') });
}

function dearer(rows: readonly EncounterRow[]): readonly EncounterRow[] {
  return rows.map((row, index) => (index === 0 ? { ...row, charge: '199.00' } : row));
}
