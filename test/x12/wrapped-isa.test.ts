import { expect, test } from 'vitest';
import { readTransactions } from '../../shared/x12/transactions.ts';
import { fixtureBytes } from './fixture.ts';

const widths = Array.from({ length: 111 }, (_, index) => index + 10);

test.each(
  ['835/one-line', '999/accepted', '277ca/both-accepted', '837i/inpatient-stay'].flatMap((story) =>
    ['\n', '\r\n', '\r'].map((end) => [story, end] as const),
  ),
)('%s in lines of 10 to 120 signs, cut by %j, is read as the whole', (story, end) => {
  const whole = new TextDecoder('latin1').decode(fixtureBytes(story)).replace(/[\r\n]/g, '');
  const expected = said(whole);
  expect(expected.transactions.length).toBeGreaterThan(0);
  for (const width of widths) {
    const lines = whole.match(new RegExp(`.{1,${width}}`, 'gs')) ?? [];
    expect(said(lines.join(end)), `${width}`).toEqual(expected);
    expect(said(`${lines.join(end)}${end}`), `${width}`).toEqual(expected);
  }
});

function said(content: string) {
  const { findings, transactions } = readTransactions(Buffer.from(content, 'latin1'));
  const sets = transactions.map(({ number, segments, set }) => {
    return { set, number, segments: segments.map(({ elements }) => elements) };
  });
  return { findings, transactions: sets };
}
