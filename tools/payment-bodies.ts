/** An 835 claim by claim: each a payment of its own that balances where its claim does; PLBs come last. */
import { type Cents, negate, sumOf, zero } from '../shared/values/money.ts';
import { parseAmount } from '../shared/x12/reading.ts';
import { elementOf, idOf, type Segment } from '../shared/x12/segment.ts';
import { amountText } from '../shared/x12/write.ts';
import type { OutlineSet } from './outline.ts';
import { paymentOutline } from './payment-outline.ts';
import { ended, type SetBodies, type SetBody, writtenSegment } from './set-body.ts';
import type { Source } from './source.ts';

export function paymentBodies(source: Source, set: OutlineSet): SetBodies {
  const { adjustments, claims, head } = paymentOutline(source, set);
  const headFor = (paid: string) => head.map((segment) => paying(source, segment, paid));
  const count = claims.length;
  return { count, bodies: bodies() };

  function* bodies(): Generator<SetBody> {
    for (const { from, paid, segments, to } of claims) {
      const lx = writtenSegment(set.st, ['LX', '1']);
      const parts = [...headFor(paid), lx, source.at(from, to)];
      yield { name: 'claim', parts, segments: head.length + 1 + segments };
    }
    if (count === 0 || adjustments.length === 0) return;
    const parts = [
      ...headFor(amountText(negate(adjusted(adjustments)))),
      ...adjustments.map((segment) => ended(source, segment)),
    ];
    yield { name: 'adjustments', parts, segments: parts.length };
  }
}

/** The segment as it is; a BPR with the amount of its own piece. */
function paying(source: Source, segment: Segment, paid: string): Uint8Array {
  if (idOf(segment) !== 'BPR') return ended(source, segment);
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
