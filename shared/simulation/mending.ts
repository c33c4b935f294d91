/** What somebody who asks patient, payer and chart would change in a visit as it was written down. */
import { lineColumns } from '../encounter/encounter-cells.ts';
import { type EncounterRow, encounterColumns, encounterRows } from './encounter-rows.ts';
import { isUnreadable } from './entry-mistakes.ts';
import type { WrittenVisit } from './written-visit.ts';

/** The detail of a decision `correct`: columns with their right values, a list for a column of the line. */
export type Mending = Readonly<Record<string, string | readonly string[]>>;

/** Nothing where the visit was written down right. */
export function mendingOf(written: WrittenVisit): Mending {
  const right = encounterRows(written.visit, written.authorization);
  const taken = takenRows(written);
  if (taken.length !== right.length) return {};
  const wrong = columns.filter((column) =>
    right.some((row, place) => row[column] !== taken[place]?.[column]),
  );
  return Object.fromEntries(
    wrong.map((column) => [
      column,
      isLineColumn(column) ? right.map((row) => row[column]) : (right[0]?.[column] ?? ''),
    ]),
  );
}

const columns = encounterColumns.filter((column) => column !== 'encounter_id');

function isLineColumn(column: string): boolean {
  return lineColumns.some((name) => name === column);
}

/** The export that made the claim: the first one that can be read. */
function takenRows({ exports, kinds }: WrittenVisit): readonly EncounterRow[] {
  const taken = isUnreadable(kinds) ? exports.at(-1) : exports[0];
  return taken?.rows ?? [];
}
