/** Rows of a file, a service line each, gathered to the visits that they belong to. */
import type { CsvRow } from '../csv/read-csv.ts';
import { encounterId, hashOf } from '../values/ids.ts';
import type { EncounterColumn } from './encounter-columns.ts';
import { type EncounterFile, type EncounterRows, readGroup } from './read-group.ts';

type Row = CsvRow<EncounterColumn>;

/** Reads the rows as visits by the id that `idOf` tells; a row that has none stands alone. */
export function readVisits(
  rows: readonly Row[],
  idOf: (row: Row) => string,
): Omit<EncounterFile, 'fatal'> {
  const read = gather(rows, idOf).map(readGroup);
  return {
    issues: read.flatMap((one) => one.issues),
    encounters: read.map((one) => one.encounter),
  };
}

function gather(rows: readonly Row[], idOf: (row: Row) => string): readonly EncounterRows[] {
  const visits: { id: EncounterRows['id']; rows: Row[] }[] = [];
  const byId = new Map<string, Row[]>();
  for (const row of rows) {
    const id = idOf(row);
    const known = byId.get(id);
    if (known !== undefined) known.push(row);
    else {
      const visit = { id: id === '' ? null : encounterId(id), rows: [row] };
      visits.push(visit);
      if (id !== '') byId.set(id, visit.rows);
    }
  }
  return visits;
}

/** The id of a visit that its file does not name: a hash of who, by whom and when. */
export function visitKeyOf(row: Row): string {
  const parts = [row.cell('patient_id'), row.cell('rendering_npi'), row.cell('service_date')];
  return parts.includes('') ? '' : `enc${hashOf(...parts).slice(0, 20)}`;
}
