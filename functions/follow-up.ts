/** Every evening: claims that nobody has answered. */
import { step } from '../shared/pipeline/follow-up.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('follow-up', step);
