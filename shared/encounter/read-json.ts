/**
 * Encounters as JSON, in the shape in which Candid's API creates them: amounts in integer cents,
 * pointers from 0. Each is laid out as rows of our own columns and read by the same rules.
 */
import * as z from 'zod/mini';
import { type CsvRow, textRow } from '../csv/read-csv.ts';
import { encounterId } from '../values/ids.ts';
import { issue } from '../values/issue.ts';
import { cents, formatDollars } from '../values/money.ts';
import { type EncounterColumn, encounterColumns } from './encounter-columns.ts';
import { visitKeyOf } from './gather-rows.ts';
import {
  type EncounterFile,
  oncePerId,
  type ReadVisit,
  readGroup,
  unusable,
} from './read-group.ts';

const text = z._default(z.string(), '');

const person = {
  first_name: text,
  last_name: text,
  date_of_birth: text,
};

const subscriberShape = z.object({
  ...person,
  patient_relationship_to_subscriber_code: text,
  insurance_card: z.object({ member_id: text, payer_id: text, group_number: text }),
});

const serviceLineShape = z.object({
  procedure_code: text,
  modifiers: z._default(z.array(z.string()), []),
  quantity: z.union([z.string(), z.number()]),
  charge_amount_cents: z.number().check(z.refine((value) => Number.isSafeInteger(value))),
  diagnosis_pointers: z.array(z.number().check(z.refine((value) => Number.isSafeInteger(value)))),
  date_of_service: text,
  end_date_of_service: text,
});

const encounterShape = z.object({
  external_id: text,
  date_of_service: text,
  end_date_of_service: text,
  patient: z.object({
    ...person,
    external_id: text,
    gender: text,
    address: z.object({
      address1: text,
      city: text,
      state: text,
      zip_code: text,
      zip_plus_four_code: text,
    }),
  }),
  subscriber_primary: subscriberShape,
  subscriber_secondary: z.optional(subscriberShape),
  prior_authorization_number: text,
  rendering_provider: z.object({ npi: text }),
  referring_provider: z.optional(z.object({ npi: text })),
  place_of_service_code: text,
  diagnoses: z.array(z.object({ code: z.string() })),
  service_lines: z.array(serviceLineShape).check(z.minLength(1)),
});

type EncounterJson = z.infer<typeof encounterShape>;
type LineJson = EncounterJson['service_lines'][number];

/** Reads one object or an array of them; issues name our own columns, or the JSON's path where it has another shape. */
export function readEncounterJson(bytes: Uint8Array): EncounterFile {
  const json = parseJson(bytes);
  if (json === undefined)
    return { fatal: true, issues: [issue('bad-json', 'fatal')], encounters: [] };
  const read = (Array.isArray(json) ? json : [json]).map((one, index) => readOne(one, index + 1));
  return { ...oncePerId(read), fatal: false };
}

function readOne(json: unknown, row: number): ReadVisit {
  const shaped = encounterShape.safeParse(json);
  if (!shaped.success) {
    const places = new Set(shaped.error.issues.map((found) => found.path.join('.')));
    return unusable(
      row,
      [...places].map((place) => issue('bad-shape', 'error', row, place || null)),
    );
  }
  const rows = shaped.data.service_lines.map((line) => rowOf(shaped.data, line, row));
  const id = shaped.data.external_id || (rows[0] ? visitKeyOf(rows[0]) : '');
  return readGroup({ id: id === '' ? null : encounterId(id), rows });
}

function rowOf(json: EncounterJson, line: LineJson, row: number): CsvRow<EncounterColumn> {
  const cells: Partial<Record<EncounterColumn, string>> = {
    ...visitCells(json),
    ...coverageCells(json),
    ...lineCells(json, line),
  };
  return textRow(row, encounterColumns, (column) => cells[column] ?? '');
}

function visitCells(json: EncounterJson): Partial<Record<EncounterColumn, string>> {
  const { patient } = json;
  return {
    patient_id: patient.external_id,
    patient_last: patient.last_name,
    patient_first: patient.first_name,
    patient_dob: patient.date_of_birth,
    patient_sex: sexes.get(patient.gender) ?? '',
    patient_address: patient.address.address1,
    patient_city: patient.address.city,
    patient_state: patient.address.state,
    patient_zip: patient.address.zip_code + patient.address.zip_plus_four_code,
    prior_authorization: json.prior_authorization_number,
    referring_npi: json.referring_provider?.npi ?? '',
    rendering_npi: json.rendering_provider.npi,
    place_of_service: json.place_of_service_code,
    diagnoses: json.diagnoses.map((diagnosis) => diagnosis.code).join(' '),
  };
}

function coverageCells(json: EncounterJson): Partial<Record<EncounterColumn, string>> {
  const primary = json.subscriber_primary;
  const secondary = json.subscriber_secondary?.insurance_card;
  return {
    payer_id: primary.insurance_card.payer_id,
    member_id: primary.insurance_card.member_id,
    group_number: primary.insurance_card.group_number,
    relationship: relationshipOf(primary.patient_relationship_to_subscriber_code),
    subscriber_last: primary.last_name,
    subscriber_first: primary.first_name,
    subscriber_dob: primary.date_of_birth,
    secondary_payer_id: secondary?.payer_id ?? '',
    secondary_member_id: secondary?.member_id ?? '',
  };
}

function lineCells(json: EncounterJson, line: LineJson): Partial<Record<EncounterColumn, string>> {
  return {
    service_date: line.date_of_service || json.date_of_service,
    service_date_to: line.end_date_of_service || json.end_date_of_service,
    procedure: line.procedure_code,
    modifiers: line.modifiers.join(' '),
    diagnosis_pointers: line.diagnosis_pointers.map((pointer) => pointer + 1).join(' '),
    units: String(line.quantity),
    charge: formatDollars(cents(line.charge_amount_cents)),
  };
}

/** Any other gender is told to payers as unknown. */
const sexes: ReadonlyMap<string, string> = new Map([
  ['female', 'F'],
  ['male', 'M'],
]);

/** X12's individual relationship codes; any other of them is other. */
const relationships: ReadonlyMap<string, string> = new Map([
  ['18', 'self'],
  ['01', 'spouse'],
  ['19', 'child'],
]);

function relationshipOf(code: string): string {
  return relationships.get(code) ?? (/^[0-9A-Z]{2}$/.test(code) ? 'other' : code);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
