/** What somebody who asks patient, payer and chart changes in a visit: just what differs from the truth. */
import { expect, test } from 'vitest';
import { correctEncounter } from '../../shared/encounter/correct-encounter.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { clinicDays } from '../../shared/simulation/clinic.ts';
import { csvText } from '../../shared/simulation/csv-text.ts';
import { encounterColumns, encounterRows } from '../../shared/simulation/encounter-rows.ts';
import { mendingOf } from '../../shared/simulation/mending.ts';
import { calendarDate } from '../../shared/values/dates.ts';

const spring = [...clinicDays({ to: calendarDate('2026-02-14') })].flatMap((day) => day.written);

test('A mending says just what differs, and makes the visit right', () => {
  const mended = spring.filter((row) => Object.keys(mendingOf(row)).length > 0);
  const right = spring.filter((row) => row.kinds.length === 0);
  expect(mended.length).toBeGreaterThan(50);
  expect(right.every((row) => Object.keys(mendingOf(row)).length === 0)).toBe(true);
  const read = (rows: Parameters<typeof csvText>[1]) =>
    readEncounterCsv(Buffer.from(csvText(encounterColumns, rows))).encounters[0];
  let checked = 0;
  for (const row of mended) {
    const taken = read(row.exports[0]?.rows ?? []);
    if (taken?.kind !== 'readable') continue;
    const corrected = correctEncounter(taken.encounter, JSON.stringify(mendingOf(row)));
    const wanted = read(encounterRows(row.visit, row.authorization));
    if (corrected.kind !== 'corrected' || wanted?.kind !== 'readable') throw new Error('unread');
    expect(corrected.row.encounter).toEqual(wanted.encounter);
    checked += 1;
  }
  expect(checked).toBeGreaterThan(50);
});
