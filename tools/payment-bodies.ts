/** An 835 claim by claim: each a payment of its own that balances where its claim does; PLBs come last. */
import { type Cents, negate, sumOf, zero } from '../shared/values/money.ts';
import { parseAmount } from '../shared/x12/reading.ts';
import { elementOf, idOf, type Segment } from '../shared/x12/segment.ts';
import { amountText } from '../shared/x12/write.ts';
import type { OutlineSet } from './outline.ts';
import { ended, type SetBody, writtenSegment } from './set-body.ts';

export function paymentBodies(bytes: Buffer, set: OutlineSet): SetBody[] {
  const head = set.body.filter((segment) => idOf(segment) !== 'PLB');
  const adjustments = set.body.filter((segment) => idOf(segment) === 'PLB');
  const headFor = (paid: string) => head.map((segment) => paying(bytes, segment, paid));
  const claims = set.claims.map(({ from, paid, segments, to }): SetBody => {
    const parts = [...headFor(paid), writtenSegment(set.st, ['LX', '1']), bytes.subarray(from, to)];
    return { name: 'claim', parts, segments: head.length + 1 + segments };
  });
  if (claims.length === 0 || adjustments.length === 0) return claims;
  const parts = [
    ...headFor(amountText(negate(adjusted(adjustments)))),
    ...adjustments.map((segment) => ended(bytes, segment)),
  ];
  return [...claims, { name: 'adjustments', parts, segments: set.body.length }];
}

/** The segment as it is; a BPR with the amount of its own piece. */
function paying(bytes: Buffer, segment: Segment, paid: string): Uint8Array {
  if (idOf(segment) !== 'BPR') return ended(bytes, segment);
  return writtenSegment(
    segment,
    segment.elements.map((element, n) => (n === 2 ? paid : element)),
  );
}

function adjusted(plbs: readonly Segment[]): Cents {
  return sumOf(plbs, (plb) => {
    const places = [4, 6, 8, 10, 12, 14];
    return sumOf(places, (n) => parseAmount(elementOf(plb, n)) ?? zero);
  });
}
