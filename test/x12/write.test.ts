import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDate } from '../../shared/values/dates.ts';
import type { Delimiters } from '../../shared/x12/delimiters.ts';
import { readTransactions } from '../../shared/x12/transactions.ts';
import { type OutgoingSegment, plainText, writeInterchange } from '../../shared/x12/write.ts';

const standard: Delimiters = { element: '*', component: ':', repetition: '^', segment: '~' };

function write(segments: readonly OutgoingSegment[], delimiters = standard): Uint8Array {
  return writeInterchange({
    sender: 'FAKESENDER',
    receiver: 'FAKERECEIVERWITHALONGID',
    date: calendarDate('2026-03-02'),
    time: '1800',
    number: 42,
    delimiters,
    groups: [
      {
        functionalCode: 'HC',
        sender: 'FAKESENDER',
        receiver: 'FAKERECEIVER',
        number: 7,
        version: '005010X222A1',
        transactions: [
          { set: '837', number: '0001', version: '005010X222A1', segments },
          { set: '837', number: '0002', version: '005010X222A1', segments: [] },
        ],
      },
    ],
  });
}

const anyDelimiters = fc.constantFrom<Delimiters>(
  standard,
  { element: '|', component: '>', repetition: null, segment: '\n' },
  { element: ']', component: '-', repetition: '\\', segment: '[' },
);

test('an ISA has 106 bytes, and every count is right', () => {
  const bytes = write([['NM1', '85', '2', 'FAKE CLINIC', '', '', '', '', 'XX', '1999999984']]);
  const text = Buffer.from(bytes).toString('latin1');
  expect(text.indexOf('~')).toBe(105);
  expect(text.split('~\n')).toEqual([
    'ISA*00*          *00*          *ZZ*FAKESENDER     *ZZ*FAKERECEIVERWIT*260302*1800*^*00501*000000042*0*P*:',
    'GS*HC*FAKESENDER*FAKERECEIVER*20260302*1800*7*X*005010X222A1',
    'ST*837*0001*005010X222A1',
    'NM1*85*2*FAKE CLINIC*****XX*1999999984',
    'SE*3*0001',
    'ST*837*0002*005010X222A1',
    'SE*2*0002',
    'GE*2*7',
    'IEA*1*000000042',
    '',
  ]);
});

test('no data, whatever it holds, adds an element or a segment', () => {
  let dangerous = 0;
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('*', ':', '~', '^', '|', '\n', '\r', '?', '[', 'É', 'A') }),
  );
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1 }), anyText, anyDelimiters, (texts, part, own) => {
      const bytes = write([['ZZZ', ...texts, ['HC', part, 'END'], 'LAST']], own);
      const { findings, transactions } = readTransactions(bytes);
      const [segment] = transactions[0]?.segments ?? [];
      if (/[*:~^\n]/.test(texts.join(''))) dangerous += 1;
      expect(findings).toEqual([]);
      expect(transactions.map(({ segments }) => segments.length)).toEqual([1, 0]);
      expect(segment?.elements).toHaveLength(texts.length + 3);
      expect(segment?.elements.at(-2)?.split(own.component)).toHaveLength(3);
      expect(bytes.every((byte) => byte < 0x7f)).toBe(true);
    }),
  );
  expect(dangerous).toBeGreaterThan(20);
});

test.each([
  ['O*BRIEN~SMITH:JR^', 'O BRIEN SMITH JR '],
  ['José Núñez', 'Jose Nunez'],
  ['Zoë\tŁukasz\n李', 'Zoe  ukasz  '],
  ['plain', 'plain'],
])('%j goes out as %j', (text, plain) => {
  expect(plainText(text)).toBe(plain);
});

test('empty elements and components at the end are dropped', () => {
  const text = Buffer.from(
    write([['SV1', ['HC', '99213', '', ''], '', '5', '', ['', '']]]),
  ).toString();
  expect(text).toContain('\nSV1*HC:99213**5~\n');
});
