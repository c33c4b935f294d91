/** Claims that are built and not yet checked. */
import { step } from '../shared/pipeline/scrub.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('scrub', step);
