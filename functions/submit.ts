/** Every evening: what is ready goes to its receivers. */
import { step } from '../shared/pipeline/submit.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('submit', step);
