/** Claims that appeared after their money. */
import { step } from '../shared/pipeline/apply.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('apply', step);
