import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Receipt, standingOf } from '../../shared/acknowledgment/receipt.ts';
import { statusOf } from './sample-answers.ts';

const days = ['2026-04-02', '2026-04-03', '2026-04-04'];

function receipt(kind: Receipt['kind'], code: string, on?: string): Receipt {
  const status =
    on === undefined ? { ...statusOf(code, '2026-04-01'), date: null } : statusOf(code, on);
  return { kind, batch: kind === '277' ? null : 'b', statuses: [status], payerControlNumber: '' };
}

const taken = receipt('999', 'A:');
const refused = receipt('999', 'R:');
const received = receipt('277CA', 'A1:20', '2026-04-02');
const accepted = receipt('277CA', 'A2:20', '2026-04-03');
const turnedAway = (on: string) => receipt('277CA', 'A7:562:85', on);
const pended = receipt('277', 'P1:20', '2026-04-05');

describe('a claim stands', () => {
  it.each<[string, readonly Receipt[], string]>([
    ['sent without any answer', [], 'sent'],
    ['sent when its file was taken', [receipt('TA1', 'A:'), taken], 'sent'],
    [
      'sent when its file was taken with errors',
      [receipt('TA1', 'E:'), receipt('999', 'E:')],
      'sent',
    ],
    [
      'sent when it was forwarded or received',
      [receipt('277CA', 'A0:16', '2026-04-02'), received],
      'sent',
    ],
    [
      'sent when it was not found or split',
      [receipt('277CA', 'A4:35', '2026-04-02'), receipt('277CA', 'A5:1', '2026-04-02')],
      'sent',
    ],
    ['accepted by an A2', [accepted], 'accepted'],
    [
      'accepted after an A1 of a later day',
      [accepted, receipt('277CA', 'A1:20', '2026-04-09')],
      'accepted',
    ],
    ['accepted after a 999 that came late', [accepted, taken], 'accepted'],
    ['accepted though a 999 refused the file', [accepted, refused], 'accepted'],
    ['accepted by an A2 after a rejection', [turnedAway('2026-04-02'), accepted], 'accepted'],
    ['rejected by a rejection after an A2', [accepted, turnedAway('2026-04-04')], 'rejected'],
    ['rejected by a rejection of the same day', [accepted, turnedAway('2026-04-03')], 'rejected'],
    ['rejected by A3', [receipt('277CA', 'A3:21', '2026-04-02')], 'rejected'],
    ['rejected by A6', [receipt('277CA', 'A6:21', '2026-04-02')], 'rejected'],
    ['rejected by A8', [receipt('277CA', 'A8:21', '2026-04-02')], 'rejected'],
    ['rejected by a TA1', [receipt('TA1', 'R:025')], 'rejected'],
    ['rejected by a 999, though received', [refused, received], 'rejected'],
    ['pended by a 277', [accepted, pended], 'pended'],
    ['pended by a 277 after a rejection', [turnedAway('2026-04-04'), pended], 'pended'],
    ['rejected after it was pended', [pended, turnedAway('2026-04-05')], 'rejected'],
    [
      'accepted when a later 277 says finalized',
      [accepted, pended, receipt('277', 'F1:65', '2026-04-06')],
      'accepted',
    ],
  ])('%s', (_, receipts, state) => {
    expect(standingOf(receipts).state).toBe(state);
    expect(standingOf(receipts.toReversed()).state).toBe(state);
  });

  it('with the codes that turned it away, and none of those that an A2 overcame', () => {
    const again = receipt('277CA', 'A3:33:IL', '2026-04-04');
    const receipts = [turnedAway('2026-04-02'), accepted, again, turnedAway('2026-04-04')];
    expect(standingOf(receipts).codes).toEqual(['A3:33:IL', 'A7:562:85']);
    expect(standingOf([refused, receipt('TA1', 'R:025')]).codes).toEqual(['999:R', 'TA1:R:025']);
  });
});

it('comes to the same whatever the order and however often', () => {
  const kinds = fc.constantFrom<[Receipt['kind'], string]>(
    ['TA1', 'A:'],
    ['TA1', 'R:024'],
    ['999', 'A:'],
    ['999', 'R:'],
    ['277CA', 'A1:20'],
    ['277CA', 'A2:20'],
    ['277CA', 'A3:21'],
    ['277CA', 'A8:562'],
    ['277', 'P1:20'],
    ['277', 'F1:65'],
  );
  const one = fc
    .tuple(kinds, fc.constantFrom(undefined, ...days))
    .map(([[kind, code], on]) => receipt(kind, code, on));
  const seen = new Set<string>();
  const sets = fc
    .array(one, { minLength: 1, maxLength: 6 })
    .chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
      ),
    );
  fc.assert(
    fc.property(sets, ([receipts, shuffled]) => {
      const standing = standingOf(receipts);
      seen.add(standing.state);
      expect(standingOf(shuffled)).toEqual(standing);
      expect(standing.codes.length > 0).toBe(standing.state === 'rejected');
    }),
  );
  expect([...seen].sort()).toEqual(['accepted', 'pended', 'rejected', 'sent']);
});
