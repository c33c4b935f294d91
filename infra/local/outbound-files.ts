/** What was sent, as it lies in outbound: whose it is, and what nobody has been handed yet. */
import type { Files } from '../../shared/pipeline/ports.ts';
import type { SentFile } from '../../shared/simulation/payer.ts';
import { allKeys } from './arrivals.ts';

export async function sendersOf(files: Files): Promise<ReadonlySet<string>> {
  const keys = await allKeys(files, 'outbound');
  return new Set(keys.flatMap((key) => practiceOf(key) ?? []));
}

/** By practice; `handed` remembers what was found. */
export async function newlySent(
  files: Files,
  handed: Set<string>,
): Promise<ReadonlyMap<string, readonly SentFile[]>> {
  const sent = new Map<string, SentFile[]>();
  for (const key of await allKeys(files, 'outbound')) {
    const practice = practiceOf(key);
    if (practice === undefined || handed.has(key)) continue;
    const bytes = await files.read('outbound', key);
    const name = nameOf(key);
    if (bytes) sent.set(practice, [...(sent.get(practice) ?? []), { name, bytes }]);
    handed.add(key);
  }
  return sent;
}

/** Outbound names begin with the practice: `<practice>-<date>-<number>.837`, `.270` or `.276`. */
function practiceOf(key: string): string | undefined {
  return /^(.*)-\d{4}-\d{2}-\d{2}-\d+\.(?:837|270|276)$/.exec(nameOf(key))?.[1];
}

function nameOf(key: string): string {
  return key.split('/').at(-1) ?? '';
}
