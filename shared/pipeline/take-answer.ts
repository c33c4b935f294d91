/** What a receiver answers is laid into the inbox like any other file, once for its bytes and day. */
import { type PracticeId, sha256 } from '../values/ids.ts';
import type { Ports } from './ports.ts';
import { type FileKind, folderOf, headBytes, sniff } from './sniff.ts';

/** What nobody can read goes into quarantine, where somebody sees it. */
export const answerKinds: readonly FileKind[] = [
  'TA1',
  '999',
  '277CA',
  '277',
  '271',
  '835',
  'unknown',
];

/**
 * Whether a receiver may say it. Content decides what a file does, and a receiver that sent decisions, rules
 * or encounters would write off balances, name other receivers or bill visits in the practice's name.
 */
export function isAnswer(bytes: Uint8Array): boolean {
  return answerKinds.includes(sniff(bytes.subarray(0, headBytes)));
}

/** Answers the key. The folder is a hint: content decides. */
export async function takeAnswer(
  ports: Pick<Ports, 'files' | 'queues' | 'clock'>,
  practice: PracticeId,
  receiver: string,
  bytes: Uint8Array,
): Promise<string> {
  const key = answerKey(practice, receiver, ports.clock.today(), sha256(bytes), bytes);
  await layDown(ports, practice, key, bytes);
  return key;
}

/** `id` makes the name one of a kind among the receiver's. */
export function answerKey(
  practice: PracticeId,
  receiver: string,
  day: string,
  id: string,
  bytes: Uint8Array,
): string {
  const kind = sniff(bytes.subarray(0, headBytes));
  return `${practice}/${answerFolder(kind)}/${day}/${receiver}-${id.slice(0, 32)}.edi`;
}

export function answerFolder(kind: FileKind): string {
  return kind === 'unknown' ? 'acknowledgments' : folderOf[kind];
}

/** On AWS the bucket tells `receive` too; twice told is once received. */
export async function layDown(
  ports: Pick<Ports, 'files' | 'queues'>,
  practice: PracticeId,
  key: string,
  bytes: Uint8Array,
): Promise<void> {
  await ports.files.write('inbox', key, bytes, 'absent');
  await ports.queues.send('receive', [{ practice, key }]);
}
