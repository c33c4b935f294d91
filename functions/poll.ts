/** Every hour: what receivers hold for the practices comes into the inbox. */
import { step } from '../shared/pipeline/poll.ts';
import { openRemoteInstance } from './runtime/remote-instance.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('poll', step, openRemoteInstance);
