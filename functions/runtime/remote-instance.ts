/** An instance whose worker reaches receivers over a network. */
import { SSMClient } from '@aws-sdk/client-ssm';
import type { WorkerName } from '../../shared/pipeline/topology.ts';
import { requestHandler } from './aws-ports.ts';
import { remotesWith } from './remotes.ts';
import { ssmSecrets } from './secrets-ssm.ts';
import { type Instance, openInstance } from './worker.ts';

export function openRemoteInstance(worker: WorkerName): Instance {
  const instance = openInstance(worker);
  const { ports, stage } = instance;
  const client = new SSMClient({ requestHandler });
  const secrets = ssmSecrets(client, stage, 'receivers', ports.clock.now);
  return { ...instance, ports: { ...ports, remotes: remotesWith(secrets) } };
}
