/** Encounter files of a few visits. */
import { encounterColumns } from '../../../shared/encounter/encounter-columns.ts';
import { encounterFile, type RowChanges } from '../../support/encounter-file.ts';

/** A visit of one line unless told otherwise: 99213 for 145.00 on 2 March, of a patient of its own. */
export function visits(...rows: readonly RowChanges[]): Uint8Array {
  return encounterFile(rows.map((row) => ({ patient_id: `P-${row.encounter_id ?? 0}`, ...row })));
}

/** The same without some of the columns. */
export function visitsWithout(
  missing: readonly string[],
  ...rows: readonly RowChanges[]
): Uint8Array {
  return encounterFile(
    rows,
    encounterColumns.filter((column) => !missing.includes(column)),
  );
}
