/** Every evening, and when appointments or answers come: who covers the coming visits. */
import { step } from '../shared/pipeline/verify.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('verify', step);
