/** What claims have taken of a member's authorizations, in the order in which they came. */
import * as z from 'zod/mini';
import type { Draw, UsedUnits } from '../scrub/authorization.ts';
import { type ClaimId, hashOf, type PayerId, type PracticeId } from '../values/ids.ts';
import { idSchema } from '../values/schemas.ts';
import type { Key, Records } from './ports.ts';

const useSchema = z.object({
  claimId: idSchema<ClaimId>(),
  draws: z.array(z.object({ number: z.string(), procedure: z.string(), units: z.number() })),
});

const usesSchema = z.object({ version: z.number(), uses: z.array(useSchema) });

type Uses = z.infer<typeof usesSchema>;

export async function readUses(
  records: Records,
  practice: PracticeId,
  payer: PayerId,
  member: string,
): Promise<Uses> {
  const item = await records.get('patients', usesKey(practice, payer, member));
  return item === null ? { version: 0, uses: [] } : usesSchema.parse(item);
}

function usesKey(practice: PracticeId, payer: PayerId, member: string): Key {
  return { partition: `${practice}#member#${hashOf(payer, member)}`, sort: 'uses' };
}

/** Of all claims, or of those that came before one. */
export function usedBy({ uses }: Uses, before: ClaimId | null): UsedUnits {
  const at = uses.findIndex((use) => use.claimId === before);
  const counted = (at < 0 ? uses : uses.slice(0, at)).flatMap((use) => use.draws);
  return ({ number, procedure }) =>
    counted
      .filter((draw) => draw.number === number && draw.procedure === procedure)
      .reduce((total, draw) => total + draw.units, 0);
}

/** A claim keeps its place when it is corrected; without draws it gives back what it took. Answers what it may count on. */
export async function draw(
  records: Records,
  practice: PracticeId,
  member: { readonly payer: PayerId; readonly id: string; readonly claimId: ClaimId },
  drawsOf: (used: UsedUnits) => readonly Draw[],
): Promise<UsedUnits> {
  const { claimId, id, payer } = member;
  for (let tries = 0; tries < 5; tries += 1) {
    const before = await readUses(records, practice, payer, id);
    const used = usedBy(before, claimId);
    const draws = drawsOf(used).map((one) => ({ ...one }));
    const after = placed(before.uses, { claimId, draws });
    if (JSON.stringify(after) === JSON.stringify(before.uses)) return used;
    const key = usesKey(practice, payer, id);
    const item = { version: before.version + 1, uses: after };
    const when = before.version === 0 ? 'absent' : { version: before.version };
    const put = { kind: 'put', store: 'patients', key, item } as const;
    const action = when === 'absent' ? { ...put, when: 'absent' as const } : { ...put, when };
    if ((await records.transact([action])).done) return used;
  }
  throw new Error('authorizations of one member keep changing');
}

function placed(uses: Uses['uses'], own: Uses['uses'][number]): Uses['uses'] {
  const known = uses.some((use) => use.claimId === own.claimId);
  const next = known
    ? uses.map((use) => (use.claimId === own.claimId ? own : use))
    : [...uses, own];
  return next.filter((use) => use.claimId !== own.claimId || own.draws.length > 0);
}
