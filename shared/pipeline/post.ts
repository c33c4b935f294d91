/** A chunk of a remittance: each CLP onto its claim, or into suspense the same day, exactly once. */
import { type ClaimId, rowIdOf } from '../values/ids.ts';
import { claimPayments } from './claim-payments.ts';
import { chunkMessage } from './messages.ts';
import { planRow, type RowPlan } from './plan-row.ts';
import type { Ports, Step } from './ports.ts';
import { readReference } from './read-reference.ts';
import { explainRecoupments } from './recoupment.ts';
import { sendClaims } from './send-claims.ts';
import { readClaim } from './stored-claim.ts';
import {
  type Chunk,
  type ChunkOutcome,
  chunkKey,
  outcomeKey,
  readChunk,
  readOutcome,
} from './stored-payment.ts';
import { closeIfApplied, openUnmatched } from './unmatched.ts';
import { type Written, writeRows } from './write-rows.ts';

export const step: Step = (ports) => async (message) => {
  const chunk = await chunkOf(ports, message);
  const at = outcomeKey(chunk.practice, chunk.fileId, chunk.payment, chunk.chunk);
  const known = await ports.records.get('files', at);
  if (known !== null) return tellAgain(ports, chunk, readOutcome(known));
  const reference = await readReference(ports, chunk.practice);
  const plans: RowPlan[] = [];
  for (const payment of await claimPayments(ports, { ...chunk, ...chunk.stored })) {
    plans.push(await planRow(ports, reference, chunk, payment));
  }
  const written = await writeRows(ports, plans);
  await tell(ports, chunk, written);
  const item = {
    posted: written.filter((row) => row.outcome === 'posted').length,
    suspended: written.filter((row) => row.outcome === 'suspended').map(suspendedRow),
  };
  await ports.records.transact([{ kind: 'put', store: 'files', key: at, item, when: 'absent' }]);
  return {
    event: 'chunk-posted',
    counts: { posted: item.posted, suspended: item.suspended.length },
  };
};

function suspendedRow({ plan }: Written): ChunkOutcome['suspended'][number] {
  return { ordinal: plan.ordinal, named: plan.claimId };
}

async function chunkOf(ports: Ports, message: Parameters<ReturnType<Step>>[0]): Promise<Chunk> {
  const named = chunkMessage.parse(message);
  const key = chunkKey(named.practice, named.fileId, named.payment, named.chunk);
  const item = await ports.records.get('files', key);
  if (item === null) throw new Error('a chunk was sent before it was stored');
  return { ...named, stored: readChunk(item) };
}

/** Denials fall at once into their queue; suspended money gets a person; a claim's waiting rows are tried again. */
async function tell(ports: Ports, chunk: Chunk, written: readonly Written[]): Promise<void> {
  const claims = (wanted: (plan: RowPlan) => boolean): readonly ClaimId[] =>
    written.filter((row) => wanted(row.plan)).map((row) => row.plan.claimId);
  await sendClaims(
    ports,
    'assign',
    chunk.practice,
    claims((plan) => plan.needsPerson),
  );
  await sendClaims(ports, 'apply', chunk.practice, [
    ...claims((plan) => plan.frees),
    ...(await knownAfterAll(ports, chunk, written)),
  ]);
  for (const { plan, outcome } of written) {
    if (outcome === 'suspended') await openUnmatched(ports, chunk.practice, plan);
    else await explainRecoupments(ports, chunk.practice, plan.reverses);
  }
}

/** Suspended though their claim is there: it came meanwhile, or the first payer's answer stood beside them. */
async function knownAfterAll(
  ports: Ports,
  { practice }: Chunk,
  written: readonly Written[],
): Promise<readonly ClaimId[]> {
  const suspended = written.filter((row) => row.outcome === 'suspended');
  const known: ClaimId[] = [];
  for (const claim of new Set(suspended.map((row) => row.plan.claimId))) {
    const { versions } = await readClaim(ports.records, practice, claim);
    if (versions.length > 0) known.push(claim);
  }
  return known;
}

/** A delivery that died after another had finished may have left an item of a row that was applied meanwhile. */
async function tellAgain(ports: Ports, chunk: Chunk, { suspended }: ChunkOutcome) {
  for (const { named, ordinal } of suspended) {
    await closeIfApplied(ports, chunk.practice, named, rowIdOf(chunk.stored.remitId, ordinal));
  }
  return { event: 'chunk-known', counts: {} };
}
