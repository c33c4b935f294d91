/**
 * What went out of a claim, and when somebody looks at it again, as its part `watch`: in the stage `watched` by that day, in
 * `asking` while a question about it goes out, in `answered` with its payer when nothing is awaited.
 */
import * as z from 'zod/mini';
import { type ClaimId, hashOf, type PayerId, type PracticeId } from '../values/ids.ts';
import { dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import type { Alarm } from '../work/follow-up.ts';
import { claimKey, stagePartition } from './keys.ts';
import type { Action, Item } from './ports.ts';

const sentSchema = rowSchema({
  /** The version, or the bill to the second payer. */
  number: z.number(),
  batch: z.string(),
  receiver: z.string(),
  on: dateSchema,
});

const schema = rowSchema({
  version: z.number(),
  /** In the order in which they went. */
  sent: z.array(sentSchema),
  next: z.nullable(dateSchema),
  alarm: z.nullable(
    rowSchema({
      stage: idSchema<Alarm['stage']>(),
      of: z.number(),
      on: dateSchema,
      days: z.number(),
    }),
  ),
  filingWithin: z.nullable(z.number()),
  /** The question that is to go out now, about which version. */
  asking: z.nullable(rowSchema({ of: z.number(), attempt: z.number() })),
  /** The last question that went out. */
  asked: z.nullable(rowSchema({ of: z.number(), attempt: z.number(), on: dateSchema })),
  /** How long the payer took for its last answer. */
  turnaround: z.nullable(
    rowSchema({ payerId: idSchema<PayerId>(), on: dateSchema, days: z.number() }),
  ),
});

export type StoredWatch = z.infer<typeof schema>;

export function readWatch(item: Item): StoredWatch {
  return schema.parse(item);
}

export const unwatched: StoredWatch = {
  version: 0,
  sent: [],
  next: null,
  alarm: null,
  filingWithin: null,
  asking: null,
  asked: null,
  turnaround: null,
};

/** `watch.version` is the stored one's, 0 for a new watch. */
export function watchAction(practice: PracticeId, claim: ClaimId, watch: StoredWatch): Action {
  const key = claimKey(practice, claim, 'watch');
  const { version } = watch;
  const item = { ...watch, version: version + 1, ...placeOf(practice, claim, watch) };
  return version === 0
    ? { kind: 'put', store: 'claims', key, item, when: 'absent' }
    : { kind: 'put', store: 'claims', key, item, when: { version } };
}

function placeOf(practice: PracticeId, claim: ClaimId, watch: StoredWatch) {
  const { asking, next, turnaround } = watch;
  const at = (stage: string, claimPart: string) => ({
    practiceStage: stagePartition(practice, stage),
    claimPart,
  });
  if (asking !== null) return at('asking', claim);
  if (next !== null) return at('watched', `${next}#${claim}`);
  if (turnaround === null) return {};
  const { days, on, payerId } = turnaround;
  return at(answeredStage(payerId), `${on}#${days}#${claim}`);
}

/** How long a payer took, by an answer's place in its stage. */
export function daysIn(place: string): number {
  return Number(place.split('#')[1]);
}

/** A payer's id is foreign text, so its hash names the stage. */
export function answeredStage(payerId: PayerId): string {
  return `answered#${hashOf(payerId).slice(0, 16)}`;
}
