/** A batch's claims as sent in these versions: each once, many a transaction. */
import type { PracticeId } from '../values/ids.ts';
import { auditAction } from './audit.ts';
import type { BatchedClaim } from './batch-bytes.ts';
import { isSent } from './claim-versions.ts';
import { claimKey } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { scrubAction } from './scrub.ts';
import type { StoredBatch } from './stored-batch.ts';
import { readClaim, versionPart } from './stored-claim.ts';

/** Three writes a claim, of at most 100. */
const claimsPerTransaction = 30;

export async function markSent(
  ports: Ports,
  practice: PracticeId,
  batch: StoredBatch,
  claims: readonly BatchedClaim[],
): Promise<void> {
  for (let from = 0; from < claims.length; from += claimsPerTransaction) {
    const some = claims.slice(from, from + claimsPerTransaction);
    const actions = some.flatMap((row) => markActions(practice, batch, row));
    if ((await ports.records.transact(actions)).done) continue;
    for (const row of some) await markAgain(ports, practice, batch, row);
  }
}

/** Tried again when somebody wrote the claim's scrub meanwhile: unmarked it would go out once more. */
async function markAgain(
  ports: Ports,
  practice: PracticeId,
  batch: StoredBatch,
  { claim, number }: BatchedClaim,
): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const parts = await readClaim(ports.records, practice, claim);
    const actions = markActions(practice, batch, { claim, number, parts });
    if ((await ports.records.transact(actions)).done) return;
  }
  throw new Error('a claim keeps changing while it is sent');
}

/** None for a claim that is marked already. */
function markActions(
  practice: PracticeId,
  batch: StoredBatch,
  { claim, number, parts }: BatchedClaim,
): readonly Action[] {
  const { scrub } = parts;
  if (isSent(parts, number) || scrub === null) return [];
  const key = claimKey(practice, claim, versionPart('submission', number));
  const item = { batch: batch.name, receiver: batch.receiver, on: batch.on };
  const next = { ...scrub, version: scrub.version + 1 };
  const unstaged = scrubAction(practice, claim, next, scrub.version, null);
  return [
    { kind: 'put', store: 'claims', key, item, when: 'absent' },
    ...(scrub.of === number ? [unstaged] : []),
    auditAction(practice, batch.on, 'claim-sent', claim, String(number)),
  ];
}
