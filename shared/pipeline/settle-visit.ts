import type { PracticeId, VisitId } from '../values/ids.ts';
import type { Ports } from './ports.ts';

export async function settleVisits(
  _ports: Ports,
  _practice: PracticeId,
  _visits: Iterable<VisitId>,
): Promise<void> {}
