/** Every night: what must always hold, over everything. */
import { step } from '../shared/pipeline/reconcile.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('reconcile', step);
