/** A new file in the inbox, as EventBridge or the sweep tells of it. */
import { step } from '../shared/pipeline/receive.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('receive', step);
