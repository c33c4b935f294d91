/** Secrets on a laptop: a variable, or a file that a variable names. They are in no table and no log. */
import { readFile } from 'node:fs/promises';
import { type SecretKind, secretVariable } from '../../shared/pipeline/topology.ts';

/** Would make two lines of its own in the variable's name, and so could be another practice's. */
const doubtful = /--|-$/;

/** Null when neither is there. */
export function secretsOf(kind: SecretKind) {
  return async (practice: string, receiver: string): Promise<string | null> => {
    if (doubtful.test(practice)) return null;
    const variable = secretVariable(kind, practice, receiver);
    const value = process.env[variable];
    if (value !== undefined && value !== '') return value;
    const path = process.env[`${variable}_FILE`];
    return path ? (await readFile(path, 'utf8')).trim() : null;
  };
}
