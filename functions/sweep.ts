/** Every evening: what a lost event left behind is queued again. */
import { step } from '../shared/pipeline/sweep.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('sweep', step);
