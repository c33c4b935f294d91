/** One chunk of an 835. */
import { step } from '../shared/pipeline/post.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('post', step);
