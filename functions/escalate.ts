/** Every evening: work that is past due goes up. */
import { step } from '../shared/pipeline/escalate.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('escalate', step);
