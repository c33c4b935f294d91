/** A file of visits: their charges and claims. */
import { step } from '../shared/pipeline/take-encounters.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('take-encounters', step);
