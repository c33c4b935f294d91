import { expect, test } from 'vitest';
import { readAppointments } from '../../shared/appointment/read-appointments.ts';
import { clinicDays, sampleClinic } from '../../shared/simulation/clinic.ts';
import { frontEndKinds, lastingKinds, mistakes } from '../../shared/simulation/mistakes.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { sha256 } from '../../shared/values/ids.ts';

const fortnight = { from: calendarDate('2026-01-01'), to: calendarDate('2026-01-14') };
const year = [...clinicDays()];
const written = year.flatMap((day) => day.written);
const files = year.flatMap((day) => day.files);

test('the same seed makes the same bytes, another seed makes another clinic', () => {
  const hashes = (seed: number) =>
    [...sampleClinic({ ...fortnight, seed })].map((file) => file.key + sha256(file.bytes));
  expect(hashes(7).length).toBeGreaterThan(20);
  expect(hashes(7)).toEqual(hashes(7));
  expect(hashes(8)).not.toEqual(hashes(7));
});

test('a shorter year begins like the whole one, so that days can be asked for one by one', () => {
  const short = [...sampleClinic(fortnight)].map((file) => file.key + sha256(file.bytes));
  expect(files.slice(0, short.length).map((file) => file.key + sha256(file.bytes))).toEqual(short);
});

test('a year has about 12,000 visits of some 3,000 people at 15 providers and five payers', () => {
  expect(written.length).toBeGreaterThan(11_500);
  expect(written.length).toBeLessThan(12_500);
  const distinct = (of: (row: (typeof written)[number]) => string) => new Set(written.map(of)).size;
  expect(distinct((row) => row.visit.person.patient.patientId)).toBeGreaterThan(2_800);
  expect(distinct((row) => row.visit.renderingNpi)).toBe(15);
  expect(distinct((row) => row.visit.coverage.payerId)).toBe(5);
  expect(distinct((row) => row.visit.encounterId)).toBe(written.length);
});

test('a year of files is made in less than 5 seconds', () => {
  const began = performance.now();
  const count = [...sampleClinic()].length;
  expect(count).toBe(files.length);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('keys name practice, kind and arrival day, in order of arrival, each once', () => {
  const form = /^lakeside-family\/[a-z]+\/(\d{4}-\d{2}-\d{2})\/[^/]+$/;
  const days = files.map((file) => form.exec(file.key)?.[1] ?? 'none');
  expect(days).toEqual([...days].sort());
  expect(days).not.toContain('none');
  expect(new Set(files.map((file) => file.key)).size).toBe(files.length);
});

test('every kind of mistake is made, and what a measure is against becomes rarer', () => {
  const share = (kind: string, after: boolean) => {
    const half = written.filter((row) => row.visit.date >= '2026-07-01' === after);
    return half.filter((row) => row.kinds.includes(kind)).length / half.length;
  };
  const repeats = ['duplicate-visit', 'similar-visit', 'changed-export', 'corrected-export'];
  for (const kind of [...mistakes.map((row) => row.kind), ...repeats, 'late-charge']) {
    expect(share(kind, false), kind).toBeGreaterThan(0);
    if (lastingKinds.includes(kind)) expect(share(kind, true), kind).toBeGreaterThan(0);
    else expect(share(kind, false), kind).toBeGreaterThan(share(kind, true));
  }
});

test('a registration that the front desk has put right is written down right', () => {
  const mended = [...clinicDays({ to: calendarDate('2026-01-31') }, () => true)];
  const rows = mended.flatMap((day) => day.written);
  const before = written.slice(0, rows.length);
  const wrong = (row: (typeof rows)[number]) =>
    row.kinds.some((kind) => frontEndKinds.includes(kind));
  expect(before.filter(wrong).length).toBeGreaterThan(50);
  expect(rows.filter(wrong)).toEqual([]);
  for (const { exports, visit } of rows)
    expect(exports[0]?.rows[0]?.member_id).toBe(visit.coverage.memberId);
});

test('coming visits are exported a week ahead where coverage is verified, and only there', () => {
  const appointments = files.filter((file) => file.key.includes('/appointments/'));
  const rows = appointments.flatMap(
    (file) => readAppointments(file.bytes, 'America/Chicago').appointments,
  );
  expect(rows.length).toBeGreaterThan(5_000);
  expect(rows.every(({ appointment }) => appointment.visitOn >= '2026-07-01')).toBe(true);
  expect(appointments[0]?.key).toContain('/2026-06-22/');
});

test('files go astray as well: twice, in a wrong folder, or not ours at all', () => {
  const hashes = files.map((file) => sha256(file.bytes));
  expect(hashes.length - new Set(hashes).size).toBeGreaterThan(2);
  const misplaced = files.filter((file) => /\/payments\/.*charges/.test(file.key));
  expect(misplaced.length).toBeGreaterThan(0);
  expect(files.some((file) => file.key.endsWith('cover-letter.txt'))).toBe(true);
});

test('an unreadable encounter is exported again without its mistake', () => {
  const unreadable = written.filter((row) => row.kinds.includes('unreadable-date'));
  expect(unreadable.length).toBeGreaterThan(0);
  for (const row of unreadable) {
    expect(row.exports[0]?.rows[0]?.service_date).toMatch(/\d\d\/\d\d\/2026/);
    expect(row.exports[1]?.rows[0]?.service_date).toBe(row.visit.date);
    expect(row.exports[1]?.rows[0]?.encounter_id).toBe(row.visit.encounterId);
  }
});
