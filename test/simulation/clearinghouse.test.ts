import { describe, expect, it, test } from 'vitest';
import { readAcknowledgments } from '../../shared/acknowledgment/read.ts';
import { standingOf } from '../../shared/acknowledgment/receipt.ts';
import { rejectionWords } from '../../shared/acknowledgment/rejection-words.ts';
import { rowsOf } from '../../shared/acknowledgment/rows.ts';
import {
  type AcknowledgmentAnswer,
  type ClearinghouseRow,
  simulatedClearinghouse,
} from '../../shared/simulation/clearinghouse.ts';
import { clinicDays } from '../../shared/simulation/clinic.ts';
import { type SentFile, simulatedPayers } from '../../shared/simulation/payer.ts';
import { type CalendarDate, calendarDate, daysFrom } from '../../shared/values/dates.ts';
import { sha256 } from '../../shared/values/ids.ts';
import { clinicSender } from './sent-files.ts';

const house = simulatedClearinghouse();
const ends = calendarDate('2026-02-15');

/** The first batch that the sample clinic sends, on its day. */
const first = firstSent();

function firstSent(): { readonly file: SentFile; readonly on: CalendarDate } {
  const sender = clinicSender();
  for (const day of clinicDays({ to: ends })) {
    const [file] = sender.send(day);
    if (file !== undefined) return { file, on: day.date };
  }
  throw new Error('the clinic sends nothing');
}

type Dated = { readonly file: AcknowledgmentAnswer; readonly on: CalendarDate };

/** Every answer to one file, over two weeks, and whom it turned away. */
function answers(bytes: Uint8Array) {
  const sent = [{ name: 'clinic-2026-01-02-000000001.837', bytes }];
  const memory = new Map<string, ClearinghouseRow>();
  const files: Dated[] = [];
  let away: ReadonlySet<string> = new Set();
  for (const on of daysFrom(first.on, calendarDate('2026-02-15'))) {
    const day = house.work(on === first.on ? sent : [], on, memory);
    files.push(...day.files.map((file) => ({ file, on })));
    for (const passed of day.passed) away = passed.turnedAway?.() ?? away;
    for (const [key, row] of day.changes) {
      if (row === null) memory.delete(key);
      else memory.set(key, row);
    }
  }
  return { away, files, said: files.flatMap(({ file }) => acknowledgmentsIn(file)) };
}

function acknowledgmentsIn(file: AcknowledgmentAnswer) {
  const { acknowledgments, findings } = readAcknowledgments(file.bytes);
  expect(findings).toEqual([]);
  return acknowledgments;
}

/** What is said of each claim, in the order of the days. */
function codesByClaim({ said }: ReturnType<typeof answers>): Map<string, string[]> {
  const codes = new Map<string, string[]>();
  for (const row of said) {
    if (row.kind !== '277CA') continue;
    for (const { patientControlNumber, statuses } of row.claims) {
      const own = statuses.map(({ category, entity, status }) => `${category}:${status}:${entity}`);
      codes.set(patientControlNumber, [...(codes.get(patientControlNumber) ?? []), ...own]);
    }
  }
  return codes;
}

const text = Buffer.from(first.file.bytes).toString('latin1');
const whole = answers(first.file.bytes);

test('a sound file is taken on its day, received on the next and accepted by each payer after', () => {
  expect(whole.files[0]?.on).toBe(first.on);
  expect(whole.said[0]).toMatchObject({ kind: '999', code: 'A', transactions: [{ code: 'A' }] });
  const codes = codesByClaim(whole);
  expect(codes.size).toBe(text.split('~\nCLM*').length - 1);
  expect(codes.size).toBeGreaterThan(20);
  const taken = [...codes].filter(([claim]) => !whole.away.has(claim));
  expect(taken.length).toBeGreaterThan(20);
  for (const [, own] of taken) expect(own).toEqual(['A1:20:PR', 'A2:20:PR']);
});

test('every answer names the batch by the BHT03 that was sent', () => {
  const reference = /BHT\*0019\*00\*([^*]+)/.exec(text)?.[1];
  const named = whole.said.flatMap((row) => (row.kind === '277CA' ? [row.batchReference] : []));
  expect(named.length).toBeGreaterThan(2);
  expect(new Set(named)).toEqual(new Set([reference]));
});

describe('a claim is turned away and kept from its payer', () => {
  const pcn = /CLM\*([^*]+)/.exec(text)?.[1] ?? '';
  it.each([
    ['whose charge is not the sum of its lines', /(CLM\*[^*]+\*)[\d.]+/, '$19.5', 'A7:400:'],
    ['of a payer that nobody knows', /(NM1\*PR\*2\*[^~]*PI\*)\w+/, '$199999', 'A7:153:PR'],
    ['with a member number of another form', /(NM1\*IL\*[^~]*MI\*)\w+/, '$1QQQ', 'A7:164:IL'],
    ['without a member number', /(NM1\*IL\*[^~]*)\*MI\*\w+/, '$1', 'A6:164:IL'],
    ['without a diagnosis', /~\nHI\*[^~]+/, '', 'A6:255:'],
    ['without a service date', /(DTP\*472\*D8\*)\d+/, '$1', 'A6:187:'],
  ])('%s', (_, pattern, replacement, code) => {
    const changed = recount(text.replace(pattern, replacement));
    expect(changed).not.toBe(text);
    const told = answers(Buffer.from(changed, 'latin1'));
    expect(told.said[0]).toMatchObject({ kind: '999', code: 'A' });
    expect(codesByClaim(told).get(pcn)).toEqual([code]);
    expect(told.away.has(pcn)).toBe(true);
  });

  it('of a provider whose number fails its check digit, with all claims of the file', () => {
    const changed = text.replace(
      /(NM1\*85\*[^~]*XX\*\d{9})(\d)/,
      (_, head, digit) => `${head}${(Number(digit) + 1) % 10}`,
    );
    const told = answers(Buffer.from(changed, 'latin1'));
    const codes = [...codesByClaim(told).values()];
    expect(codes.length).toBeGreaterThan(20);
    expect(new Set(codes.flat())).toEqual(new Set(['A7:562:85']));
  });
});

describe('a file is refused whole', () => {
  it.each<[string, string, string]>([
    ['whose SE counts wrong', text.replace(/SE\*\d+/, 'SE*3'), '999:R:IK502-4'],
    ['without its receiver', recount(text.replace(/NM1\*40[^~]+~\n/, '')), '999:R:IK304-3:NM1'],
    ['of an older guide', text.replaceAll('005010X222A1', '004010X098A1'), '999:R:IK502-I6'],
    ['of dentists', text.replaceAll('005010X222A1', '005010X224A2'), '999:R:IK502-I6'],
    ['whose group ends with another number', text.replace(/GE\*1\*\d+/, 'GE*1*9'), '999:R:AK905-4'],
    [
      'whose interchange ends with another number',
      text.replace(/IEA\*1\*\d+/, 'IEA*1*000000999'),
      'TA1:R:001',
    ],
    ['that ends too early', text.slice(0, -40), 'TA1:R:023'],
  ])('%s, and told why', (_, changed, code) => {
    expect(changed).not.toBe(text);
    const told = answers(Buffer.from(changed, 'latin1'));
    const rows = told.said.flatMap(rowsOf);
    expect(rows.flatMap((row) => standingOf([{ ...row, batch: 'B' }]).codes)).toEqual([code]);
    expect(rejectionWords(code).says).not.toMatch(/code \d/);
    expect(told.away.size).toBe(text.split('~\nCLM*').length - 1);
  });
});

test('each interchange of a file has its word', () => {
  const number = /^GS(?:\*[^*]*){5}\*(\d+)/m.exec(text)?.[1] ?? '';
  const again = text.replaceAll(number, '999999');
  const told = answers(Buffer.from(`${text}${again}`, 'latin1')).said;
  const groups = told.flatMap((row) =>
    row.kind === '999' ? [`${row.groupNumber} ${row.code}`] : [],
  );
  expect(groups).toEqual([`${number} A`, '999999 A']);
});

test('payers answer nothing of what was turned away', () => {
  const all = new Set(codesByClaim(whole).keys());
  const payers = simulatedPayers();
  const passed = { ...first.file, turnedAway: () => all };
  expect([...payers.answer([passed], first.on, new Map()).changes.values()]).toEqual([
    { kind: 'file' },
  ]);
  expect(payers.answer([first.file], first.on, new Map()).changes.size).toBeGreaterThan(20);
});

test('the same day again gives the same names and bytes', () => {
  const hashes = () =>
    answers(first.file.bytes).files.map(({ file }) => file.name + sha256(file.bytes));
  expect(hashes()).toEqual(whole.files.map(({ file }) => file.name + sha256(file.bytes)));
  expect(new Set(whole.files.map(({ file }) => file.name)).size).toBe(whole.files.length);
});

/** With an SE01 that counts what is left. */
function recount(changed: string): string {
  const segments = changed.split('~\n');
  const from = segments.findIndex((segment) => segment.startsWith('ST*'));
  const to = segments.findIndex((segment) => segment.startsWith('SE*'));
  return changed.replace(/SE\*\d+/, `SE*${to - from + 1}`);
}
