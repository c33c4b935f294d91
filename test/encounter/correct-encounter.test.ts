import { describe, expect, test } from 'vitest';
import { correctEncounter } from '../../shared/encounter/correct-encounter.ts';
import type { Encounter } from '../../shared/encounter/encounter.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { encounterFile, type RowChanges } from '../support/encounter-file.ts';

function encounterOf(...rows: readonly RowChanges[]): Encounter {
  const [read] = readEncounterCsv(encounterFile(rows)).encounters;
  if (read?.kind !== 'readable') throw new Error('the test wrote an encounter that is none');
  return read.encounter;
}

const twoLines = encounterOf(
  {},
  { procedure: '20610', modifiers: 'RT', charge: '90.00', diagnosis_pointers: '1' },
);

function corrected(encounter: Encounter, detail: unknown): Encounter {
  const correction = correctEncounter(encounter, JSON.stringify(detail));
  if (correction.kind !== 'corrected') throw new Error(correction.code);
  return correction.row.encounter;
}

function codeOf(detail: string): string {
  const correction = correctEncounter(twoLines, detail);
  return correction.kind === 'wrong' ? correction.code : 'corrected';
}

test('Saying nothing leaves everything as it was', () => {
  const full = encounterOf({
    relationship: 'child',
    subscriber_last: 'Sample',
    subscriber_first: 'Peter',
    subscriber_dob: '1950-01-01',
    secondary_payer_id: 'FAKE2',
    secondary_member_id: 'M2',
    prior_authorization: 'A1',
    referring_npi: '1999999976',
    group_number: 'G1',
    service_date_to: '2026-03-04',
    modifiers: '25 59',
    diagnoses: 'M17.11 E11.9',
    diagnosis_pointers: '2 1',
    units: '1.5',
    closed_at: '2026-03-02T10:00:00-06:00',
    documented: '{"mdm":"low","minutes":25,"signed":true}',
  });
  expect(corrected(full, {})).toEqual(full);
  expect(corrected(twoLines, {})).toEqual(twoLines);
});

test('A column of the visit is said once', () => {
  const after = corrected(twoLines, { member_id: 'M9', diagnoses: ['Z00.00', 'M17.11'] });
  expect(after).toEqual({ ...twoLines, memberId: 'M9', diagnoses: ['Z0000', 'M1711'] });
});

test('A column of the line is a list with a value for each, or one value for all', () => {
  const listed = corrected(twoLines, { modifiers: ['25', ''], diagnosis_pointers: 1 });
  expect(listed.lines.map((line) => line.modifiers)).toEqual([['25'], []]);
  expect(corrected(twoLines, { service_date: '2026-03-03' }).lines).toMatchObject([
    { serviceDate: '2026-03-03', serviceDateTo: '2026-03-03' },
    { serviceDate: '2026-03-03', serviceDateTo: '2026-03-03' },
  ]);
});

test('Lines by number change or add one, lines without are all that there are', () => {
  const third = { line: 3, service_date: '2026-03-02', procedure: '36415', diagnosis_pointers: 1 };
  const added = corrected(twoLines, {
    lines: [
      { line: 2, charge: '95.00' },
      { ...third, units: 1, charge: '5.00' },
    ],
  });
  expect(added.lines.map((line) => [line.line, line.procedure, line.chargeCents])).toEqual([
    [1, '99213', 14500],
    [2, '20610', 9500],
    [3, '36415', 500],
  ]);
  const fewer = corrected(twoLines, { lines: [{ procedure: '99214' }] });
  expect(fewer.lines.map((line) => line.procedure)).toEqual(['99214']);
});

describe('is refused with a code when it', () => {
  test.each([
    ['says nothing', '', 'detail-missing'],
    ['is no JSON', 'member M9', 'detail-unreadable'],
    ['is no object', '["member_id"]', 'detail-unreadable'],
    ['names a column that is none', '{"member":"M9"}', 'column-unknown'],
    ['names another encounter', '{"encounter_id":"E-9"}', 'encounter-id-differs'],
    ['has too few values for the lines', '{"modifiers":["25"]}', 'lines-differ'],
    ['skips a line', '{"lines":[{"line":9,"units":1}]}', 'lines-differ'],
    ['adds a line that says too little', '{"lines":[{"line":3,"units":1}]}', 'value-missing'],
    ['has a date that is none', '{"service_date":"03/02/2026"}', 'bad-date'],
    ['has a charge in cents', '{"charge":14500}', 'bad-amount'],
    ['has a negative charge', '{"charge":"-1.00"}', 'bad-amount'],
    ['empties what is needed', '{"member_id":null}', 'value-missing'],
    ['has a value that is no cell', '{"member_id":{"id":1}}', 'bad-value'],
  ])('%s', (_, detail, code) => {
    expect(codeOf(detail)).toBe(code);
  });
});
