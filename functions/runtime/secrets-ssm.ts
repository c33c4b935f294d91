/** Secrets in the Parameter Store, encrypted under our key. One that was changed is in force within minutes. */
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { type SecretKind, secretName } from '../../shared/pipeline/topology.ts';
import { nameOf } from './pause.ts';
import type { ReadSecret } from './remotes.ts';

const keptMs = 120_000;
/** A stranger may ask for names without end. */
const mostKept = 1000;

type Kept = { readonly value: string | null; readonly until: number };

export function ssmSecrets(
  client: SSMClient,
  stage: string,
  kind: SecretKind,
  now: () => number,
): ReadSecret {
  const kept = new Map<string, Kept>();
  return async (practice, receiver) => {
    const name = secretName(stage, kind, practice, receiver);
    const known = kept.get(name);
    if (known !== undefined && now() < known.until) return known.value;
    if (kept.size >= mostKept) kept.clear();
    const value = await readParameter(client, name);
    kept.set(name, { value, until: now() + keptMs });
    return value;
  };
}

async function readParameter(client: SSMClient, Name: string): Promise<string | null> {
  try {
    const { Parameter } = await client.send(
      new GetParameterCommand({ Name, WithDecryption: true }),
    );
    return Parameter?.Value ?? null;
  } catch (error) {
    if (nameOf(error) === 'ParameterNotFound') return null;
    throw error;
  }
}
