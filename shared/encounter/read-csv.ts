/** An encounter file: rows, a service line each, gathered to encounters. A bad row spoils its encounter only. */
import { readCsv } from '../csv/read-csv.ts';
import { encounterColumns, neededColumns } from './encounter-columns.ts';
import { readVisits, visitKeyOf } from './gather-rows.ts';
import type { EncounterFile } from './read-group.ts';

export type { EncounterFile, ReadableEncounter } from './read-group.ts';

/** Reads a whole encounter file. */
export function readEncounterCsv(bytes: Uint8Array): EncounterFile {
  const file = readCsv(bytes, neededColumns, encounterColumns);
  const named = file.columns.has('encounter_id');
  const read = readVisits(file.rows, (row) => (named ? row.cell('encounter_id') : visitKeyOf(row)));
  return { ...read, fatal: file.fatal, issues: [...file.issues, ...read.issues] };
}
