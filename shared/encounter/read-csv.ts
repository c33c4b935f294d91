/** An encounter file: rows, a service line each, gathered to encounters. A bad row spoils its encounter only. */
import { type CsvRow, readCsv } from '../csv/read-csv.ts';
import { type EncounterId, encounterId, hashOf } from '../values/ids.ts';
import { type EncounterColumn, encounterColumns, neededColumns } from './encounter-columns.ts';
import { type EncounterFile, readGroup } from './read-group.ts';

export type { EncounterFile, ReadableEncounter } from './read-group.ts';

type Gathered = { readonly id: EncounterId | null; readonly rows: CsvRow<EncounterColumn>[] };

/** Reads a whole encounter file. */
export function readEncounterCsv(bytes: Uint8Array): EncounterFile {
  const file = readCsv(bytes, neededColumns, encounterColumns);
  const groups = gather(file.rows, file.columns.has('encounter_id'));
  const read = groups.map(readGroup);
  return {
    fatal: file.fatal,
    issues: [...file.issues, ...read.flatMap((one) => one.issues)],
    encounters: read.map((one) => one.encounter),
  };
}

/** Rows by encounter; a row that does not say its encounter stands alone. */
function gather(rows: readonly CsvRow<EncounterColumn>[], named: boolean): Gathered[] {
  const groups: Gathered[] = [];
  const byId = new Map<string, Gathered>();
  for (const row of rows) {
    const id = named ? row.cell('encounter_id') : visitKeyOf(row);
    const known = id === '' ? undefined : byId.get(id);
    if (known !== undefined) known.rows.push(row);
    else {
      const group = { id: id === '' ? null : encounterId(id), rows: [row] };
      groups.push(group);
      byId.set(id, group);
    }
  }
  return groups;
}

/** The id of an encounter that its file does not name: a hash of who, by whom and when. */
export function visitKeyOf(row: CsvRow<EncounterColumn>): string {
  const parts = [row.cell('patient_id'), row.cell('rendering_npi'), row.cell('service_date')];
  return parts.includes('') ? '' : `enc${hashOf(...parts).slice(0, 20)}`;
}
