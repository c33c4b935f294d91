/** A file of what receivers say of the claims that they were sent. */
import { step } from '../shared/pipeline/acknowledge.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('acknowledge', step);
