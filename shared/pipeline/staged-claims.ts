/** Claims that stand in a stage, from an index that may be stale: hints that a condition confirms. */
import { type ClaimId, claimId, type PracticeId } from '../values/ids.ts';
import { stagePartition } from './keys.ts';
import type { Ports } from './ports.ts';
import { eachRow } from './read-all.ts';

/** In order of their ids, a page at a time; each once, though several of its rows may stand there. */
export async function* stagedClaims(
  ports: Ports,
  practice: PracticeId,
  stage: 'ready' | 'held' | 'suspended' | 'corrected' | 'asking' | 'late',
): AsyncGenerator<ClaimId> {
  const partition = stagePartition(practice, stage);
  let last = '';
  for await (const row of eachRow(ports.records, {
    store: 'claims',
    index: 'byStage',
    partition,
  })) {
    const id = String(row.item['claimPart']).split('#')[0] ?? '';
    if (id !== last) yield claimId(id);
    last = id;
  }
}
