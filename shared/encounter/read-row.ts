/** One row of an encounter file: what it says of the visit, and its service line. */
import type { Cells } from '../csv/cells.ts';
import { parseInstant } from '../values/dates.ts';
import { parseDocumentation } from './documentation.ts';
import type { Encounter, ServiceLine } from './encounter.ts';
import type { EncounterColumn } from './encounter-columns.ts';
import { readInsured, readPerson } from './read-insured.ts';

/** What every row of an encounter repeats; the rest belongs to a line or to the visit’s end. */
type Header = Omit<Encounter, 'encounterId' | 'lines' | 'closedAt' | 'documented'>;

export type EncounterRow = {
  readonly header: Header;
  readonly line: Omit<ServiceLine, 'line'>;
  readonly closedAt: string;
  readonly documented: Encounter['documented'];
};

type Row = Cells<EncounterColumn>;

/** Reads all cells; only a row whose cells have no issue afterwards may be used. */
export function readRow(row: Row): EncounterRow {
  const closedAt = row.text('closed_at');
  if (closedAt !== '') row.read('closed_at', parseInstant, 0);
  return {
    header: readHeader(row),
    line: readLine(row),
    closedAt,
    documented:
      row.text('documented') === '' ? null : row.read('documented', parseDocumentation, {}),
  };
}

function readHeader(row: Row): Header {
  const patient = readPatient(row);
  const insured = readInsured(row, patient);
  return {
    patient,
    ...insured,
    referringNpi: row.text('referring_npi'),
    renderingNpi: row.needed('rendering_npi'),
    placeOfService: row.needed('place_of_service'),
    diagnoses: row.read('diagnoses', (cell) => codesOf(cell.replaceAll('.', '')), []),
  };
}

function readPatient(row: Row): Encounter['patient'] {
  return {
    ...readPerson(row),
    address: {
      line1: row.needed('patient_address'),
      city: row.needed('patient_city'),
      state: row.needed('patient_state'),
      zip: row.needed('patient_zip').replace(/^(\d{5})-(\d{4})$/, '$1$2'),
    },
  };
}

function readLine(row: Row): Omit<ServiceLine, 'line'> {
  const serviceDate = row.date('service_date');
  return {
    serviceDate,
    serviceDateTo: row.optionalDate('service_date_to') ?? serviceDate,
    procedure: row.needed('procedure').toUpperCase(),
    modifiers: row.codes('modifiers'),
    pointers: row.read('diagnosis_pointers', parsePointers, []),
    units: row.read('units', parseUnits, 0),
    chargeCents: row.amount('charge'),
  };
}

function codesOf(cell: string): string[] | undefined {
  const codes = cell.toUpperCase().split(/\s+/).filter(Boolean);
  return codes.length > 0 ? codes : undefined;
}

function parsePointers(cell: string): number[] | undefined {
  const pointers = cell.split(/\s+/);
  return pointers.every((pointer) => /^-?\d{1,4}$/.test(pointer))
    ? pointers.map(Number)
    : undefined;
}

function parseUnits(cell: string): number | undefined {
  return /^\d{1,8}(\.\d{1,3})?$/.test(cell) ? Number(cell) : undefined;
}
