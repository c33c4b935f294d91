import { describe, expect, test } from 'vitest';
import { contentHashOf } from '../../shared/encounter/content-hash.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { readEncounterJson } from '../../shared/encounter/read-json.ts';
import { encounterFile } from '../support/encounter-file.ts';

const line = {
  procedure_code: '99213',
  quantity: '1',
  units: 'UN',
  charge_amount_cents: 14_500,
  diagnosis_pointers: [0],
};

const visit = {
  external_id: 'E-1',
  date_of_service: '2026-03-02',
  patient: {
    external_id: 'P-1',
    first_name: 'Paula',
    last_name: 'Sample',
    date_of_birth: '1980-02-29',
    gender: 'female',
    address: {
      address1: '1 Test Street',
      city: 'Faketown',
      state: 'TX',
      zip_code: '75001',
      zip_plus_four_code: '1234',
    },
  },
  subscriber_primary: {
    patient_relationship_to_subscriber_code: '18',
    first_name: 'Paula',
    last_name: 'Sample',
    date_of_birth: '1980-02-29',
    insurance_card: { member_id: 'M0001', payer_id: 'FAKE1', payer_name: 'Fake Health' },
  },
  rendering_provider: { npi: '1999999984' },
  place_of_service_code: '11',
  diagnoses: [{ code_type: 'ABK', code: 'M17.11' }],
  service_lines: [line],
};

function read(json: unknown) {
  return readEncounterJson(new TextEncoder().encode(JSON.stringify(json)));
}

function readLine(changes: Record<string, unknown>) {
  return read({ ...visit, service_lines: [{ ...line, ...changes }] });
}

describe('an encounter as JSON', () => {
  test('is the encounter that a CSV would tell', () => {
    const [json] = read(visit).encounters;
    const [csv] = readEncounterCsv(encounterFile([{}])).encounters;
    if (json?.kind !== 'readable' || csv?.kind !== 'readable') throw new Error('both are readable');
    expect(json.encounter).toEqual(csv.encounter);
    expect(contentHashOf(json.encounter)).toBe(contentHashOf(csv.encounter));
  });

  test('may stand in an array, with days of its own a line', () => {
    const spouse = {
      ...visit,
      external_id: 'E-2',
      subscriber_primary: {
        ...visit.subscriber_primary,
        first_name: 'Otto',
        patient_relationship_to_subscriber_code: '01',
      },
      subscriber_secondary: visit.subscriber_primary,
      service_lines: [line, { ...line, date_of_service: '2026-03-03', modifiers: ['25', 'rt'] }],
    };
    expect(read([visit, spouse])).toMatchObject({
      fatal: false,
      issues: [],
      encounters: [
        { kind: 'readable', firstRow: 1, encounter: { encounterId: 'E-1' } },
        {
          kind: 'readable',
          firstRow: 2,
          encounter: {
            relationship: 'spouse',
            subscriber: { first: 'Otto' },
            secondary: { payerId: 'FAKE1', memberId: 'M0001' },
            lines: [
              { line: 1, serviceDate: '2026-03-02' },
              { line: 2, serviceDate: '2026-03-03', modifiers: ['25', 'RT'], pointers: [1] },
            ],
          },
        },
      ],
    });
  });

  test('may call a gender what it likes', () => {
    const [json] = read({
      ...visit,
      patient: { ...visit.patient, gender: 'constructor' },
    }).encounters;
    expect(json).toMatchObject({ kind: 'readable', encounter: { patient: { sex: 'U' } } });
  });

  test('without an id is named by who, by whom and when', () => {
    const [json] = read({ ...visit, external_id: undefined }).encounters;
    expect(json).toMatchObject({ encounter: { encounterId: expect.stringMatching(/^enc/) } });
  });

  test.each([
    [{ charge_amount_cents: -1 }, 'bad-amount', 'charge'],
    [{ charge_amount_cents: 1.5 }, 'bad-shape', 'service_lines.0.charge_amount_cents'],
    [{ charge_amount_cents: '145.00' }, 'bad-shape', 'service_lines.0.charge_amount_cents'],
    [{ quantity: 'one' }, 'bad-value', 'units'],
    [{ diagnosis_pointers: [0.5] }, 'bad-shape', 'service_lines.0.diagnosis_pointers.0'],
    [{ diagnosis_pointers: [] }, 'value-missing', 'diagnosis_pointers'],
    [{ date_of_service: '3/2/2026' }, 'bad-date', 'service_date'],
    [{ procedure_code: '9\0' }, 'text-nul', 'procedure'],
  ])('with a bad line is refused: %j', (changes, code, place) => {
    expect(readLine(changes)).toMatchObject({
      fatal: false,
      encounters: [{ kind: 'unusable' }],
      issues: [{ code, severity: 'error', row: 1, place }],
    });
  });

  test('that is not one does not keep the others out', () => {
    const file = read([null, visit, { ...visit, service_lines: [] }, visit]);
    expect(file.encounters.map((one) => one.kind)).toEqual([
      'unusable',
      'readable',
      'unusable',
      'unusable',
    ]);
    expect(file.issues.map((found) => found.code)).toEqual([
      'bad-shape',
      'bad-shape',
      'encounter-twice',
    ]);
  });

  test('in a file that is no JSON is of no use', () => {
    const file = readEncounterJson(new TextEncoder().encode('[{'));
    expect(file).toMatchObject({ fatal: true, encounters: [], issues: [{ code: 'bad-json' }] });
  });
});
