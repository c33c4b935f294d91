/** Encounter files for tests: each row a good one but for what the test changes. */
import {
  type EncounterColumn,
  encounterColumns,
} from '../../shared/encounter/encounter-columns.ts';

export type RowChanges = Partial<Record<EncounterColumn, string>>;

const goodRow: RowChanges = {
  encounter_id: 'E-1',
  patient_id: 'P-1',
  patient_last: 'Sample',
  patient_first: 'Paula',
  patient_dob: '1980-02-29',
  patient_sex: 'F',
  patient_address: '1 Test Street',
  patient_city: 'Faketown',
  patient_state: 'TX',
  patient_zip: '750011234',
  payer_id: 'FAKE1',
  member_id: 'M0001',
  relationship: 'self',
  rendering_npi: '1999999984',
  place_of_service: '11',
  service_date: '2026-03-02',
  procedure: '99213',
  diagnoses: 'M17.11',
  diagnosis_pointers: '1',
  units: '1',
  charge: '145.00',
};

/** A file of these rows; `columns` leaves columns out or orders them. */
export function encounterFile(
  rows: readonly RowChanges[],
  columns: readonly EncounterColumn[] = encounterColumns,
): Uint8Array {
  const lines = rows.map((changes) => {
    const row = { ...goodRow, ...changes };
    return columns.map((column) => quoted(row[column] ?? '')).join(',');
  });
  return new TextEncoder().encode([columns.join(','), ...lines, ''].join('\r\n'));
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
