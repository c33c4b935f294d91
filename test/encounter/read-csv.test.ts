import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHashOf, visitHashOf } from '../../shared/encounter/content-hash.ts';
import type { Encounter } from '../../shared/encounter/encounter.ts';
import { encounterColumns } from '../../shared/encounter/encounter-columns.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { encounterSchema } from '../../shared/encounter/stored-encounter.ts';
import { encounterFile, type RowChanges } from '../support/encounter-file.ts';

const clinicDay = readFileSync(new URL('../fixtures/encounters/clinic-day.csv', import.meta.url));

function read(...rows: RowChanges[]) {
  return readEncounterCsv(encounterFile(rows));
}

function readable(file: ReturnType<typeof readEncounterCsv>): Encounter[] {
  return file.encounters.flatMap((one) => (one.kind === 'readable' ? [one.encounter] : []));
}

function only(...rows: RowChanges[]): Encounter {
  const [encounter, ...others] = readable(read(...rows));
  if (encounter === undefined || others.length > 0) throw new Error('expected one encounter');
  return encounter;
}

describe('a day of the clinic', () => {
  const file = readEncounterCsv(clinicDay);

  test('becomes encounters with their lines in order', () => {
    expect(file.fatal).toBe(false);
    expect(file.issues).toEqual([]);
    expect(readable(file).map((one) => [one.encounterId, one.lines.length])).toEqual([
      ['E-1001', 2],
      ['E-1002', 1],
    ]);
  });

  test('keeps what each cell says, codes upper case and without dots', () => {
    const [first, second] = readable(file);
    expect(first?.diagnoses).toEqual(['M1711', 'Z79899']);
    expect(first?.documented).toEqual({ mdm: 'low', minutes: 25, signed: true });
    expect(first?.lines[0]).toEqual({
      line: 1,
      serviceDate: '2026-03-02',
      serviceDateTo: '2026-03-02',
      procedure: '99213',
      modifiers: ['25'],
      pointers: [1, 2],
      units: 1,
      chargeCents: 14500,
    });
    expect(first?.lines[1]).toMatchObject({ modifiers: ['RT'], chargeCents: 21050 });
    expect(second).toMatchObject({
      patient: { last: 'Example, Jr.', sex: 'U' },
      relationship: 'child',
      subscriber: { last: 'Example', first: 'Olga', birthDate: '1985-05-05' },
      secondary: { payerId: 'FAKE1', memberId: 'M0003' },
      lines: [{ units: 2.5, chargeCents: 3000, serviceDateTo: '2026-03-03' }],
    });
  });

  test('reads back from a stored claim as it was', () => {
    for (const encounter of readable(file)) {
      const stored: unknown = JSON.parse(JSON.stringify(encounter));
      expect(encounterSchema.parse(stored)).toEqual(encounter);
    }
  });
});

describe('a bad value', () => {
  const wrongForms: [keyof RowChanges, string, string][] = [
    ['service_date', '03/02/2026', 'bad-date'],
    ['service_date', '2026-02-30', 'bad-date'],
    ['service_date_to', 'tomorrow', 'bad-date'],
    ['patient_dob', '1980-2-9', 'bad-date'],
    ['subscriber_dob', '0000', 'bad-date'],
    ['charge', '$145.00', 'bad-amount'],
    ['charge', '1,145.00', 'bad-amount'],
    ['charge', '145.001', 'bad-amount'],
    ['charge', '-145.00', 'bad-amount'],
    ['charge', '', 'value-missing'],
    ['units', 'one', 'bad-value'],
    ['units', '1.2345', 'bad-value'],
    ['units', '-1', 'bad-value'],
    ['units', '1e3', 'bad-value'],
    ['diagnosis_pointers', 'A', 'bad-value'],
    ['diagnosis_pointers', '1.5', 'bad-value'],
    ['diagnosis_pointers', '', 'value-missing'],
    ['relationship', 'cousin', 'bad-value'],
    ['patient_sex', 'X', 'bad-value'],
    ['patient_last', '', 'value-missing'],
    ['encounter_id', '', 'value-missing'],
    ['diagnoses', ' ', 'value-missing'],
    ['closed_at', '2026-03-02', 'bad-value'],
    ['documented', '{"mdm":', 'bad-value'],
    ['documented', '{"minutes":"25"}', 'bad-value'],
    ['documented', '[]', 'bad-value'],
    ['member_id', 'M\0', 'text-nul'],
    ['group_number', 'x'.repeat(1001), 'text-too-long'],
    ['patient_first', 'Pa\uFFFDla', 'text-encoding'],
  ];

  test.each(wrongForms)('of the wrong form in %s is refused: %j', (column, value, code) => {
    const file = read({ encounter_id: 'E-1' }, { encounter_id: 'E-2', [column]: value });
    expect(file.fatal).toBe(false);
    expect(readable(file).map((one) => one.encounterId)).toEqual(['E-1']);
    expect(file.encounters).toHaveLength(2);
    expect(file.issues).toEqual([{ code, severity: 'error', row: 2, place: column }]);
  });

  const wrongValues: RowChanges[] = [
    { units: '0' },
    { payer_id: 'NOBODY' },
    { rendering_npi: '1999999999' },
    { diagnosis_pointers: '7' },
    { service_date: '2099-01-01' },
    { procedure: '0' },
    { place_of_service: 'X' },
    { service_date_to: '2026-03-01' },
    { charge: '0.00' },
  ];

  test.each(wrongValues)('of a good form goes on to scrubbing: %j', (changes) => {
    expect(read(changes)).toMatchObject({ issues: [], encounters: [{ kind: 'readable' }] });
  });

  test('spoils its whole encounter and no other', () => {
    const file = read(
      { encounter_id: 'E-1' },
      { encounter_id: 'E-2' },
      { encounter_id: 'E-1', charge: 'free' },
    );
    expect(file.encounters.map((one) => [one.kind, one.firstRow])).toEqual([
      ['unusable', 1],
      ['readable', 2],
    ]);
  });

  test('with a wrong number of cells spoils the encounter it names', () => {
    const text = new TextDecoder().decode(encounterFile([{}, { encounter_id: 'E-2' }]));
    const lines = text.split('\r\n');
    const ragged = `${lines.slice(0, 2).join('\r\n')}\r\n${lines[1]},extra\r\n${lines[2]}`;
    const file = readEncounterCsv(new TextEncoder().encode(ragged));
    expect(file.encounters.map((one) => one.kind)).toEqual(['unusable', 'readable']);
    expect(file.issues).toEqual([{ code: 'csv-cells', severity: 'error', row: 2, place: null }]);
  });

  test('never travels in an issue', () => {
    const secret = 'Zzsecretzz';
    for (const column of encounterColumns) {
      const { issues } = read({ [column]: `${secret}\0` });
      expect(issues.length).toBeGreaterThan(0);
      expect(JSON.stringify(issues)).not.toContain(secret);
    }
  });
});

describe('rows of one encounter', () => {
  test('may stand apart', () => {
    const file = read({ encounter_id: 'E-1' }, { encounter_id: 'E-2' }, { encounter_id: 'E-1' });
    expect(readable(file).map((one) => one.lines.length)).toEqual([2, 1]);
  });

  test('that disagree keep the first row’s word and are marked', () => {
    const file = read({ member_id: 'M1' }, { member_id: 'M2', procedure: '20610' });
    expect(file.encounters).toMatchObject([
      { kind: 'readable', rowsDisagree: true, encounter: { memberId: 'M1' } },
    ]);
    expect(file.issues).toMatchObject([{ code: 'rows-disagree', row: 2 }]);
  });

  test('may differ in what belongs to a line or to the visit’s end', () => {
    const file = read(
      { closed_at: '' },
      {
        service_date: '2026-03-03',
        service_date_to: '2026-03-04',
        procedure: 'J1100',
        modifiers: 'JZ',
        diagnosis_pointers: '1 1',
        units: '3',
        charge: '9',
        closed_at: '2026-03-04T12:00:00Z',
        documented: '{"signed":true}',
      },
    );
    expect(file.issues).toEqual([]);
    expect(file.encounters).toMatchObject([{ rowsDisagree: false }]);
  });

  test('without an encounter id column belong together by patient, provider and date', () => {
    const columns = encounterColumns.filter((column) => column !== 'encounter_id');
    const rows = [
      {},
      { service_date: '2026-03-03' },
      { patient_id: 'P-9' },
      { procedure: '20610' },
    ];
    const first = readable(readEncounterCsv(encounterFile(rows, columns)));
    expect(first.map((one) => one.lines.length)).toEqual([2, 1, 1]);
    const again = readable(readEncounterCsv(encounterFile(rows.toReversed(), columns)));
    expect(again.map((one) => one.encounterId).toSorted()).toEqual(
      first.map((one) => one.encounterId).toSorted(),
    );
  });

  test('may be more than a claim can hold', () => {
    const encounter = only(...Array.from({ length: 51 }, () => ({ units: '1' })));
    expect(encounter.lines).toHaveLength(51);
  });
});

describe('the insured', () => {
  test('is nobody else when self only repeats the patient', () => {
    expect(only({ subscriber_last: 'SAMPLE', subscriber_first: 'Paula' }).subscriber).toBeNull();
  });

  test('is kept for scrubbing when self names another person', () => {
    const { subscriber } = only({ subscriber_last: 'Other', subscriber_first: 'Paula' });
    expect(subscriber).toEqual({ last: 'Other', first: 'Paula', birthDate: null });
  });
});

describe('the same encounter again', () => {
  test('has the same content in any order of rows and columns', () => {
    const columnOrder = fc.shuffledSubarray([...encounterColumns], {
      minLength: encounterColumns.length,
    });
    const rows = [{ procedure: '99213' }, { procedure: '20610', modifiers: 'RT' }, { units: '3' }];
    const expected = contentHashOf(only(...rows));
    fc.assert(
      fc.property(columnOrder, fc.shuffledSubarray(rows, { minLength: 3 }), (columns, shuffled) => {
        const [encounter] = readable(readEncounterCsv(encounterFile(shuffled, columns)));
        expect(encounter === undefined ? '' : contentHashOf(encounter)).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('has other content when any cell differs', () => {
    const plain = contentHashOf(only({}));
    for (const changes of [{ charge: '145.01' }, { group_number: 'G' }, { modifiers: '25' }]) {
      expect(contentHashOf(only(changes))).not.toBe(plain);
    }
  });

  test('under another id and charge is the same visit; with another service it is not', () => {
    const visit = visitHashOf(only({ procedure: '20610', modifiers: 'RT 59' }, {}));
    const again = only(
      { encounter_id: 'E-7', charge: '1' },
      { encounter_id: 'E-7', procedure: '20610', modifiers: '59 RT' },
    );
    expect(visitHashOf(again)).toBe(visit);
    expect(visitHashOf(only({}))).not.toBe(visit);
    expect(visitHashOf(only({ procedure: '20610', modifiers: 'RT 59', units: '2' }, {}))).not.toBe(
      visit,
    );
  });
});
