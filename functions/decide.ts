/** A file of what people decided. */
import { step } from '../shared/pipeline/decide.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('decide', step);
