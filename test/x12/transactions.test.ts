import { describe, expect, test } from 'vitest';
import {
  componentsOf,
  elementOf,
  findElement,
  findSegment,
  idOf,
  repetitionsOf,
  splitBefore,
} from '../../shared/x12/segment.ts';
import { readTransactions } from '../../shared/x12/transactions.ts';

const isa =
  'ISA*00*          *00*          *ZZ*FAKEPAYER      *ZZ*FAKECLINIC     *260302*1200*^*00501*000000001*0*T*:~';
const read = (...segments: string[]) =>
  readTransactions(Buffer.from(isa + segments.map((segment) => `${segment}~\n`).join('')));

describe('transactions', () => {
  test('carry the numbers of what envelops them', () => {
    const { findings, transactions } = read(
      'GS*HC*A*B*20260302*1200*7*X*005010X222A1',
      'ST*837*0001',
      'BHT*0019',
      'SE*3*0001',
      'GE*1*7',
      'IEA*1*000000001',
    );
    expect(findings).toEqual([]);
    expect(transactions).toMatchObject([
      {
        interchangeSender: 'FAKEPAYER',
        interchangeReceiver: 'FAKECLINIC',
        interchangeNumber: '000000001',
        groupSender: 'A',
        groupReceiver: 'B',
        groupNumber: '7',
        version: '005010X222A1',
        set: '837',
        number: '0001',
        complete: true,
        segments: [{ elements: ['BHT', '0019'] }],
      },
    ]);
  });

  test('without a group, a TA1 stands alone', () => {
    const file = read('TA1*000000009*260302*1200*A*000', 'IEA*0*000000001');
    expect(file.transactions).toEqual([]);
    expect(file.findings).toEqual([]);
    expect(file.interchangeAcknowledgments.map(({ elements }) => elements[1])).toEqual([
      '000000009',
    ]);
  });

  test.each([
    [['ST*999*1', 'GE*1*7', 'IEA*1*000000001'], ['transaction-unclosed']],
    [['ST*999*1', 'ST*999*2', 'SE*2*2', 'GE*2*7', 'IEA*1*000000001'], ['transaction-unclosed']],
    [['ST*999*1', 'SE*2*1', 'IEA*1*000000001'], ['group-unclosed']],
    [['ST*999*1', 'SE*2*1', 'GE*1*7'], ['interchange-unclosed']],
    [['SE*2*1', 'GE*0*7', 'IEA*1*000000001'], ['transaction-unopened']],
    [
      ['ST*999*1', 'SE*X*1', 'GE*9*7', 'IEA*1*000000001'],
      ['transaction-count', 'group-count'],
    ],
    [
      ['GE*0*8', 'IEA*1*000000002'],
      ['group-number', 'interchange-number'],
    ],
  ])('%j is found to be %j', (segments, codes) => {
    const { findings } = read('GS*FA*A*B*20260302*1200*7*X*005010X231A1', ...segments);
    expect(findings.map(({ code }) => code)).toEqual(codes);
    expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  test('what stands outside them is told once a place, but for a TA1', () => {
    const { findings } = read(
      'TA1*000000009*260302*1200*A*000',
      'GS*FA*A*B*20260302*1200*7*X*005010X231A1',
      'AK1*HC*1',
      'AK9*A*1*1*1',
      'ST*999*1',
      'SE*2*1',
      'AK1*HC*2',
      'GE*1*7',
      'IEA*1*000000001',
      'THE END',
    );
    expect(findings.map(({ code, row, severity }) => [code, row, severity])).toEqual([
      ['segment-outside', 4, 'error'],
      ['segment-outside', 8, 'error'],
      ['segment-outside', 11, 'warning'],
    ]);
  });

  test('that are cut short are not complete', () => {
    const { transactions } = read('ST*999*1', 'AK1*HC*1');
    expect(transactions).toMatchObject([{ complete: false, segments: [{}] }]);
  });
});

test('segments are found, cut and taken apart', () => {
  const [{ segments } = { segments: [] }] = read(
    'ST*1*1',
    'NM1*85*2*A',
    'HL*1',
    'NM1*IL*1*B:C',
    'HL*2',
    'DTP*X^Y',
    'SE*7*1',
  ).transactions;
  const [before, ...levels] = splitBefore(segments, 'HL');
  expect(before.map(idOf)).toEqual(['NM1']);
  expect(levels.map((level) => level.map(idOf))).toEqual([
    ['HL', 'NM1'],
    ['HL', 'DTP'],
  ]);
  const insured = findSegment(segments, 'NM1', 'IL');
  expect(insured && componentsOf(insured, 3)).toEqual(['B', 'C']);
  expect(insured && elementOf(insured, 9)).toBe('');
  expect(findElement(segments, 3, 'NM1', '85')).toBe('A');
  expect(findElement(segments, 3, 'NM1', 'QC')).toBe('');
  const repeated = findSegment(segments, 'DTP');
  expect(repeated && repetitionsOf(repeated, 1)).toEqual(['X', 'Y']);
  expect(repeated && repetitionsOf(repeated, 2)).toEqual([]);
});
