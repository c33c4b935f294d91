/** Every night: what depends on a balance, and the seal of the day. */
import { step } from '../shared/pipeline/measure.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('measure', step);
