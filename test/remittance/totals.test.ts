import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PaymentEvent } from '../../shared/remittance/payment-reading.ts';
import { readPaymentTotals } from '../../shared/remittance/read.ts';
import type { ClaimTotal } from '../../shared/remittance/remittance.ts';
import { cut, eventsOf, stories, storyBytes } from './read-file.ts';

async function totalsOf(chunks: Iterable<Uint8Array>): Promise<PaymentEvent<ClaimTotal>[]> {
  const events: PaymentEvent<ClaimTotal>[] = [];
  for await (const batch of readPaymentTotals(chunks)) events.push(...batch.map(withoutRest));
  return events;
}

/** What both ways of reading tell of an event. */
function withoutRest(event: PaymentEvent<ClaimTotal>): PaymentEvent<ClaimTotal> {
  if (event.kind !== 'claim') return event;
  const { balance, ordinal, paidCents, range } = event.claim;
  return { kind: 'claim', claim: { balance, ordinal, paidCents, range } };
}

function damaged(intact: Buffer, hits: readonly [number, number][]): Buffer {
  const bytes = Buffer.from(intact);
  for (const [at, byte] of hits) if (bytes.length > 0) bytes[at % bytes.length] = byte;
  return bytes;
}

function isUnbalanced(event: PaymentEvent<ClaimTotal>): boolean {
  return event.kind === 'claim' && event.claim.balance.outcome !== 'balanced';
}

describe('totals', () => {
  test.each(stories())('of %s are those of its claims', async (story) => {
    const bytes = storyBytes(story);
    const whole = (await eventsOf([bytes])).map(withoutRest);
    expect(whole.length).toBeGreaterThan(0);
    expect(await totalsOf([bytes])).toEqual(whole);
    expect(await totalsOf(cut(bytes, 61))).toEqual(whole);
  });

  test('are those of its claims in a damaged file too', async () => {
    let unbalanced = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...stories()),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 9 }),
        async (story, hits) => {
          const bytes = damaged(storyBytes(story), hits);
          const whole = (await eventsOf([bytes])).map(withoutRest);
          expect(await totalsOf([bytes])).toEqual(whole);
          unbalanced += whole.filter(isUnbalanced).length;
        },
      ),
      { numRuns: 500 },
    );
    expect(unbalanced).toBeGreaterThan(20);
  });
});
