/** Claims and rows that need a person. */
import { step } from '../shared/pipeline/assign.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('assign', step);
