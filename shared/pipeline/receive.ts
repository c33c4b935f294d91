/** A file in the inbox: hash it, see what it is, register it once, send it to its worker or to quarantine. */
import { createHash } from 'node:crypto';
import { type FileId, fileId, type PracticeId } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { auditAction } from './audit.ts';
import { registerPractice } from './each-practice.ts';
import { parseInboxKey } from './inbox-key.ts';
import { arrivalMessage } from './messages.ts';
import type { Ports, Step } from './ports.ts';
import { quarantineFile } from './quarantine.ts';
import { type FileKind, folderOf, headBytes, sniff } from './sniff.ts';
import {
  bytesAction,
  readBytesRecord,
  readResult,
  readSeen,
  type StoredBytes,
  seenAction,
} from './stored-file.ts';
import type { QueueName } from './topology.ts';

/** Which worker takes a kind; a kind without one is quarantined by name. */
const workerOf: Partial<Record<FileKind, QueueName>> = {
  'encounters-csv': 'take-encounters',
  'encounters-json': 'take-encounters',
  '837P': 'take-encounters',
  '835': 'split-remittance',
  'remittances-csv': 'split-remittance',
  TA1: 'acknowledge',
  '999': 'acknowledge',
  '277CA': 'acknowledge',
  '277': 'acknowledge',
  payments: 'take-payments',
  decisions: 'decide',
  reference: 'take-reference',
};

export const step: Step = (ports) => async (message) => {
  const { practice, key } = arrivalMessage.parse(message);
  const { id, head, size } = await fingerprint(ports, key);
  if (await hasEnded(ports, practice, key, id))
    return { event: 'file-known', counts: { files: 1 } };
  const file = await register(ports, practice, key, id, sniff(head));
  if (file.key !== key) return { event: 'file-duplicate', counts: { files: 1 } };
  return route(ports, practice, file, size);
};

/** The same key and bytes again, when nothing is left to do for them. */
async function hasEnded(ports: Ports, practice: PracticeId, key: string, id: FileId) {
  const seen = await readSeen(ports.records, practice, id, key);
  return (
    seen !== null && (seen.duplicate || (await readResult(ports.records, practice, id)) !== null)
  );
}

async function fingerprint(ports: Ports, key: string) {
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of ports.files.stream('inbox', key)) {
    hash.update(chunk);
    if (size < headBytes) head.push(chunk.slice(0, headBytes - size));
    size += chunk.length;
  }
  return { id: fileId(hash.digest('hex')), head: Buffer.concat(head), size };
}

/** Answers the record of these bytes, which names the key under which they came first. */
async function register(
  ports: Ports,
  practice: PracticeId,
  key: string,
  id: FileId,
  kind: FileKind,
): Promise<StoredBytes> {
  const place = parseInboxKey(key);
  const arrived = place?.day ?? ports.clock.today();
  const file = { fileId: id, key, kind, arrived, arrivalKnown: place?.day != null };
  await registerPractice(ports, practice);
  await ports.records.transact([bytesAction(practice, file)]);
  const first = (await readBytesRecord(ports.records, practice, id)) ?? file;
  const duplicate = first.key !== key;
  const issues = kindIssues(kind, place?.folder ?? '');
  const seen = { fileId: id, key, kind, arrived, duplicate, issues: [...issues] };
  await ports.records.transact([seenAction(practice, seen)]);
  await ports.records.transact([auditAction(practice, ports.clock.today(), 'file-received', id)]);
  return first;
}

function kindIssues(kind: FileKind, folder: string): readonly Issue[] {
  if (kind === 'unknown' || folderOf[kind] === folder) return [];
  return [issue('kind-differs-from-folder', 'warning')];
}

async function route(ports: Ports, practice: PracticeId, file: StoredBytes, size: number) {
  const worker = workerOf[file.kind];
  if (worker === undefined) {
    await quarantineFile(ports, practice, file.fileId, [issue(whyNot(file.kind, size), 'fatal')]);
    return { event: 'file-quarantined', counts: { files: 1 } };
  }
  await ports.queues.send(worker, [{ practice, fileId: file.fileId }]);
  return { event: 'file-received', counts: { files: 1 } };
}

function whyNot(kind: FileKind, size: number): string {
  if (size === 0) return 'empty-file';
  return kind === 'unknown' ? 'unknown-content' : 'kind-not-supported-yet';
}
