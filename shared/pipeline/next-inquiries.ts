/** Which questions go out next: at most one 276 a receiver and day. */
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { versionNamed } from './inquiry-bytes.ts';
import type { Ports } from './ports.ts';
import { readReference } from './read-reference.ts';
import { sideBySide } from './side-by-side.ts';
import { stagedClaims } from './staged-claims.ts';
import { batchesOf, batchName, type StoredBatch } from './stored-batch.ts';
import { readClaim } from './stored-claim.ts';

/** An ST each; what is left over is asked tomorrow. */
const questionsPerBatch = 1000;

type Question = {
  readonly claim: ClaimId;
  readonly of: number;
  readonly attempt: number;
  readonly receiver: string;
};

/** `latest`: claims that have just begun to ask, which the index may not show yet. */
export async function nextInquiries(
  ports: Ports,
  practice: PracticeId,
  number: number,
  latest: readonly ClaimId[],
): Promise<StoredBatch | null> {
  const on = ports.clock.today();
  const today = await batchesOf(ports.records, practice, on);
  const done = new Set(today.filter(({ kind }) => kind === '276').map((row) => row.receiver));
  const chosen: Question[] = [];
  const asking = new Set(latest);
  for await (const claim of stagedClaims(ports, practice, 'asking')) asking.add(claim);
  const questions = sideBySide([...asking].sort(), (claim) => questionOf(ports, practice, claim));
  for await (const question of questions) {
    if (question === null || done.has(question.receiver)) continue;
    if (question.receiver === (chosen[0] ?? question).receiver) chosen.push(question);
    if (chosen.length === questionsPerBatch) break;
  }
  const [first] = chosen;
  if (first === undefined) return null;
  return {
    version: 1,
    kind: '276',
    receiver: first.receiver,
    on,
    number,
    firstTransaction: 1,
    claims: chosen.map((row) => row.claim),
    versions: chosen.map((row) => row.of),
    attempts: chosen.map((row) => row.attempt),
    name: batchName(practice, on, number, '276'),
    heard: 'nothing',
    state: 'intended',
  };
}

/** The index may be behind, so the claim itself says whether it is to be asked about. */
async function questionOf(
  ports: Ports,
  practice: PracticeId,
  claim: ClaimId,
): Promise<Question | null> {
  const parts = await readClaim(ports.records, practice, claim);
  const asking = parts.watch?.asking ?? null;
  if (asking === null) return null;
  const { payers } = await readReference(ports, practice);
  const { payerId } = versionNamed(parts, asking.of);
  const receiver = payerId && payers.get(payerId)?.receiver;
  return receiver ? { claim, ...asking, receiver } : null;
}
