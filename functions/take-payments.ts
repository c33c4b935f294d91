/** A file of patient payments, bank deposits and refunds. */
import { step } from '../shared/pipeline/take-payments.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('take-payments', step);
