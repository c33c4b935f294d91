import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RowChanges } from '../support/encounter-file.ts';
import { openDesk } from './support/desk.ts';
import { pcnOf } from './support/documents.ts';
import { visits } from './support/visits.ts';

const day = '2026-04-01';

/** The one 837 of the day as segments of elements. */
async function sent(...rows: readonly RowChanges[]): Promise<readonly (readonly string[])[]> {
  const desk = await openDesk({ [`clinic/encounters/${day}/day.csv`]: visits(...rows) });
  await desk.work(day);
  const names = await readdir(join(desk.out, 'outbound/clearinghouse'));
  expect(names).toHaveLength(1);
  const text = await desk.text(`outbound/clearinghouse/${names[0]}`);
  const element = text.charAt(3);
  const terminator = text.charAt(105);
  return text
    .split(terminator)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '')
    .map((segment) => segment.split(element));
}

type Segments = Awaited<ReturnType<typeof sent>>;

function find(segments: Segments, ...start: readonly string[]): readonly string[] {
  const found = segments.find((one) => start.every((part, index) => one[index] === part));
  if (found === undefined) throw new Error(`no ${start.join('*')}`);
  return found;
}

function has(segments: Segments, ...start: readonly string[]): boolean {
  return segments.some((one) => start.every((part, index) => one[index] === part));
}

test('CLM02 is the sum of the lines, and the envelope counts itself', async () => {
  const segments = await sent(
    { encounter_id: 'E1' },
    { encounter_id: 'E1', procedure: '20610', charge: '80.50', units: '2' },
    { encounter_id: 'E2', charge: '99.99' },
  );
  const claims = segments.filter(([id]) => id === 'CLM').map((one) => [one[1], one[2]]);
  expect(claims.toSorted()).toEqual(
    [
      [pcnOf('E1'), '225.5'],
      [pcnOf('E2'), '99.99'],
    ].toSorted(),
  );
  const lines = segments.filter(([id]) => id === 'SV1').map((one) => Number(one[2]));
  expect(lines.reduce((sum, one) => sum + one, 0)).toBeCloseTo(325.49, 10);
  const start = segments.findIndex(([id]) => id === 'ST');
  const end = segments.findIndex(([id]) => id === 'SE');
  expect(segments[end]?.[1]).toBe(String(end - start + 1));
  expect(segments[end]?.[2]).toBe(segments[start]?.[2]);
  expect(find(segments, 'GE')[2]).toBe(find(segments, 'GS')[6]);
  expect(find(segments, 'IEA')[2]).toBe(find(segments, 'ISA')[13]);
  expect(find(segments, 'BHT')[6]).toBe('CH');
});

test('A delimiter inside a name becomes a space', async () => {
  const segments = await sent({
    encounter_id: 'E1',
    patient_last: 'Sam*ple~Jr',
    patient_first: 'Pau:la^B',
  });
  const [, , , last, first] = find(segments, 'NM1', 'IL');
  expect([last, first].map((name) => name?.toUpperCase())).toEqual(['SAM PLE JR', 'PAU LA B']);
});

test('The patient is the subscriber when the relationship is self', async () => {
  const segments = await sent({ encounter_id: 'E1' });
  expect(find(segments, 'SBR')[1]).toBe('P');
  expect(find(segments, 'SBR')[2]).toBe('18');
  expect(has(segments, 'NM1', 'QC')).toBe(false);
  expect(find(segments, 'NM1', 'IL')[9]).toBe('M0001');
});

test.each([
  ['spouse', '01'],
  ['child', '19'],
  ['other', 'G8'],
])('A %s is a patient of their own under the subscriber', async (relationship, code) => {
  const segments = await sent({
    encounter_id: 'E1',
    relationship,
    subscriber_last: 'Holder',
    subscriber_first: 'Hans',
    subscriber_dob: '1975-05-05',
  });
  expect(find(segments, 'SBR')[2]).toBe('');
  expect(find(segments, 'PAT')[1]).toBe(code);
  expect(
    find(segments, 'NM1', 'IL')
      .slice(3, 5)
      .map((one) => one.toUpperCase()),
  ).toEqual(['HOLDER', 'HANS']);
  expect(
    find(segments, 'NM1', 'QC')
      .slice(3, 5)
      .map((one) => one.toUpperCase()),
  ).toEqual(['SAMPLE', 'PAULA']);
});

test('A second payer is named in the primary’s claim', async () => {
  const segments = await sent({
    encounter_id: 'E1',
    secondary_payer_id: 'FAKE2',
    secondary_member_id: 'M2222',
  });
  const sbr = segments.filter(([id]) => id === 'SBR').map((one) => one[1]);
  expect(sbr).toEqual(['P', 'S']);
  const insured = segments.filter((one) => one[0] === 'NM1' && one[1] === 'IL');
  expect(insured.map((one) => one[9])).toEqual(['M0001', 'M2222']);
  const payers = segments.filter((one) => one[0] === 'NM1' && one[1] === 'PR');
  expect(payers.map((one) => one[9])).toEqual(['FAKE1', 'FAKE2']);
});

test('Units, pointers, modifiers and dates reach the line', async () => {
  const segments = await sent({
    encounter_id: 'E1',
    diagnoses: 'M17.11 I10',
    diagnosis_pointers: '2 1',
    modifiers: '25',
    units: '2',
  });
  const line = find(segments, 'SV1');
  expect(line[1]).toBe('HC:99213:25');
  expect(line[4]).toBe('2');
  expect(line[7]).toBe('2:1');
  expect(find(segments, 'HI').slice(1)).toEqual(['ABK:M1711', 'ABF:I10']);
  expect(find(segments, 'DTP', '472')).toEqual(['DTP', '472', 'D8', '20260302']);
  expect(find(segments, 'REF', '6R')[2]).toBe(`${pcnOf('E1')}L1`);
});
