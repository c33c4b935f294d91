import { expect, test } from 'vitest';
import { readTransactions } from '../../shared/x12/transactions.ts';
import { fixtureBytes } from './fixture.ts';

const whole = new TextDecoder('latin1')
  .decode(fixtureBytes('837i/inpatient-stay'))
  .replace(/[\r\n]/g, '');

test.each([
  [15, '\n'],
  [21, '\r\n'],
  [35, '\n'],
  [105, '\r\n'],
  [105, '\n'],
  [80, '\n'],
])(
  'A file in lines of %i signs, of which some end right before the ISA does, is read as the whole',
  (width, end) => {
    const lines = whole.match(new RegExp(`.{1,${width}}`, 'gs')) ?? [];
    const read = readTransactions(Buffer.from(lines.join(end), 'latin1'));
    const { findings, transactions } = readTransactions(Buffer.from(whole, 'latin1'));
    expect(transactions.length).toBeGreaterThan(0);
    expect(read.findings).toEqual(findings);
    expect(read.transactions.map(({ set }) => set)).toEqual(transactions.map(({ set }) => set));
    expect(read.transactions.map(({ segments }) => segments.length)).toEqual(
      transactions.map(({ segments }) => segments.length),
    );
  },
);
