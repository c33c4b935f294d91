/** A file of payers, contracts, providers, owners or rules. */
import { step } from '../shared/pipeline/take-reference.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('take-reference', step);
