/** A file for a receiver behind SFTP or HTTPS: taken there at most once. */
import { step } from '../shared/pipeline/deliver.ts';
import { openRemoteInstance } from './runtime/remote-instance.ts';
import { lambda } from './runtime/worker.ts';

export const handler = lambda('deliver', step, openRemoteInstance);
