/** What travels through the queues: ids only. A message of another form is a bug and throws. */
import * as z from 'zod/mini';
import type { ClaimId, FileId, PracticeId, VisitId } from '../values/ids.ts';
import { idSchema } from '../values/schemas.ts';

const practice = idSchema<PracticeId>();

/** A file in the inbox; `key` is `<practice>/<kind>/[date/]<name>`. */
export const arrivalMessage = z.object({ practice, key: z.string() });

/** A registered file, by its bytes. */
export const fileMessage = z.object({ practice, fileId: idSchema<FileId>() });

/** An encounter file, from its n-th encounter on. */
export const encountersMessage = z.extend(fileMessage, { from: z.optional(z.number()) });

/** At most 200 claims of one ST. */
export const chunkMessage = z.object({
  practice,
  fileId: idSchema<FileId>(),
  payment: z.number(),
  chunk: z.number(),
});

export const claimsMessage = z.object({ practice, claims: z.array(idSchema<ClaimId>()) });

/**
 * A file of visits that has come, or visits of which something changed, of which `planned` ones may have to be
 * asked about; else the day's look at a practice.
 */
export const visitsMessage = z.object({
  practice: z.optional(practice),
  fileId: z.optional(z.string()),
  visits: z.optional(z.array(idSchema<VisitId>())),
  planned: z.optional(z.boolean()),
});

/**
 * Bytes in the outbox on their way to a receiver; `again` when a person has found out that they never arrived, or
 * that the receiver may be spoken to.
 */
export const deliveryMessage = z.object({
  practice,
  receiver: z.string(),
  name: z.string(),
  again: z.optional(z.boolean()),
});

/**
 * One receiver's answers; without a receiver, those of all. `again` when a person has found that it may be spoken
 * to; `hintedAt`, in milliseconds since 1970, when the receiver hinted at something new.
 */
export const pollMessage = z.object({
  practice: z.optional(practice),
  receiver: z.optional(z.string()),
  again: z.optional(z.boolean()),
  hintedAt: z.optional(z.number()),
});

/** A schedule's wake-up for one practice; without one it is handed out to all of them. */
export const scheduleMessage = z.object({ practice: z.optional(practice) });

/** How many claims one message names at most. */
export const claimsPerMessage = 50;
