/** An 835, whole: proved, then cut into chunks. */
import { step } from '../shared/pipeline/split-remittance.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('split-remittance', step);
