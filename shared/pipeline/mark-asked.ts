/** Claims learn that a question about them goes out. */
import { addDays } from '../values/dates.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { patience } from '../work/follow-up.ts';
import { auditAction } from './audit.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { batchVersions, type StoredBatch } from './stored-batch.ts';
import { readClaim } from './stored-claim.ts';
import { watchAction } from './stored-watch.ts';

export async function markAsked(
  ports: Ports,
  practice: PracticeId,
  batch: StoredBatch,
): Promise<void> {
  const questions = batchVersions(batch).map(({ claim, number }, index) => ({
    claim,
    asked: { of: number, attempt: batch.attempts[index] ?? 1 },
  }));
  const mark = ({ asked, claim }: (typeof questions)[number]) =>
    markClaim(ports, practice, batch, claim, asked);
  for await (const _ of sideBySide(questions, mark));
}

/** Tried again when somebody wrote the watch meanwhile: unmarked it would be asked about once more. */
async function markClaim(
  ports: Ports,
  practice: PracticeId,
  { name, on }: StoredBatch,
  claim: ClaimId,
  asked: { readonly of: number; readonly attempt: number },
) {
  for (let tries = 0; tries < 5; tries += 1) {
    const { watch } = await readClaim(ports.records, practice, claim);
    if (watch?.asking?.of !== asked.of || watch.asking.attempt !== asked.attempt) return;
    const pause = addDays(on, patience.questions.days);
    const next = watch.next !== null && watch.next > on ? watch.next : pause;
    const marked = { ...watch, asking: null, asked: { ...asked, on }, next };
    const { done } = await ports.records.transact([
      watchAction(practice, claim, marked),
      auditAction(practice, ports.clock.today(), 'status-asked', claim, name),
    ]);
    if (done) return;
  }
  throw new Error('a claim keeps changing while it is asked about');
}
