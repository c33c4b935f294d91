import { describe, expect, test } from 'vitest';
import { readHealthCodes } from '../../shared/x12/health-codes.ts';
import { chainsOf } from '../../shared/x12/hierarchy.ts';
import { firstOf, parseAmount, startReading, textIn, unread } from '../../shared/x12/reading.ts';
import type { Segment } from '../../shared/x12/segment.ts';
import { readSet, writeSet } from '../../shared/x12/transaction-set.ts';
import { envelope } from './sample-values.ts';

const guide = { set: '270', functionalCode: 'HS', version: '005010X279A1' };

function reading(...lines: string[]) {
  const segments = lines.map(
    (line, index): Segment => ({
      elements: line.split('*'),
      delimiters: { element: '*', component: ':', repetition: '^', segment: '~' },
      from: 0,
      to: 0,
      ordinal: index + 1,
    }),
  );
  return startReading(segments);
}

describe('the account of what was read', () => {
  test('a segment is read when all that it says was', () => {
    const given = reading('NM1*IL*1*TESTER', 'NM1*IL*1*OTHER', 'LE');
    const first = firstOf(given, 'NM1', 'IL');
    textIn(given, first, 2);
    expect(unread(given).map(({ ordinal }) => ordinal)).toEqual([1, 2, 3]);
    textIn(given, first, 3);
    expect(unread(given).map(({ ordinal }) => ordinal)).toEqual([2, 3]);
  });

  test('a code with more than is understood keeps its segment', () => {
    const given = reading('HI*ABK:E119', 'HI*ABF:I10:D8:20260199', 'HI*BE:80::::3');
    expect(readHealthCodes(given).map(({ code }) => code)).toEqual(['E119', 'I10', '80']);
    expect(unread(given).map(({ ordinal }) => ordinal)).toEqual([2, 3]);
    expect(given.findings).toMatchObject([{ code: 'element-unreadable', row: 2, place: 'HI01' }]);
  });
});

test.each([
  ['12', 1200],
  ['.5', 50],
  ['-12.500', -1250],
  ['7.', 700],
  ['1.234', undefined],
  ['1e3', undefined],
  ['+1', undefined],
  ['', undefined],
])('%j as an amount is %j cents', (text, amount) => {
  expect(parseAmount(text)).toBe(amount);
});

test('a level that is no child of the one before has a chain of its own', () => {
  const levels = [
    'HL*1**20*1',
    'HL*2*1*21*1',
    'HL*3*2*22*0',
    'HL*4*2*22*1',
    'HL*5*4*23*0',
    'HL*6*5*SS',
  ];
  const given = reading('BHT*0022', ...levels);
  const chains = chainsOf(given, ['20', '21', '22', '23']);
  expect(chains.map((chain) => [...chain.levels.keys(), chain.below.length])).toEqual([
    ['20', '21', '22', 0],
    ['20', '21', '22', '23', 1],
  ]);
  expect(unread(given).map(({ elements }) => elements.at(-1))).toEqual(['0022', 'SS']);
  expect(given.findings).toEqual([]);
});

test('repetitions without a sign for them are refused', () => {
  const body = [[['EQ', { repeated: ['30', '98'] }] as const]];
  const delimiters = { element: '*', component: ':', repetition: null, segment: '~' };
  expect(() => writeSet(guide, { ...envelope, delimiters }, body)).toThrow('repetition');
  const written = writeSet(guide, envelope, body);
  expect(Buffer.from(written).toString()).toContain('EQ*30^98~');
});

test('a file that is none is a finding', () => {
  expect(readSet(Buffer.from('no X12'), '270', () => [])).toMatchObject({
    received: [],
    findings: [{ code: 'no-interchange', severity: 'fatal' }],
  });
});
