/** A file in the inbox: hash it, see what it is, register it once, send it to its worker or to quarantine. */
import { createHash } from 'node:crypto';
import { type FileId, fileId, type PracticeId } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { auditAction } from './audit.ts';
import { registerPractice } from './each-practice.ts';
import { parseInboxKey } from './inbox-key.ts';
import { arrivalMessage } from './messages.ts';
import type { FileStamp, Ports, Step } from './ports.ts';
import { quarantineFile } from './quarantine.ts';
import { type FileKind, folderOf, headBytes, sniff, whyUnknown } from './sniff.ts';
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
  'encounters-hl7': 'take-encounters',
  'encounters-fhir': 'take-encounters',
  '837P': 'take-encounters',
  '837I': 'take-encounters',
  '835': 'split-remittance',
  'remittances-csv': 'split-remittance',
  TA1: 'acknowledge',
  '999': 'acknowledge',
  '277CA': 'acknowledge',
  '277': 'acknowledge',
  payments: 'take-payments',
  appointments: 'verify',
  '271': 'verify',
  decisions: 'decide',
  reference: 'take-reference',
};

type Arrival = {
  readonly practice: PracticeId;
  readonly key: string;
  readonly stamp: FileStamp;
  readonly fileId: FileId;
};

export const step: Step = (ports) => async (message) => {
  const { practice, key } = arrivalMessage.parse(message);
  const stamp = await ports.files.stamp('inbox', key);
  if (stamp === null) return { event: 'file-gone', counts: { files: 1 } };
  const { id, head } = await fingerprint(ports, key, stamp.version);
  const arrival = { practice, key, stamp, fileId: id };
  if (await hasEnded(ports, arrival)) return { event: 'file-known', counts: { files: 1 } };
  const file = await register(ports, arrival, sniff(head));
  if (file.key !== key) return { event: 'file-duplicate', counts: { files: 1 } };
  return route(ports, practice, file, head);
};

/** The same key and bytes again, when nothing is left to do for them. */
async function hasEnded(ports: Ports, { practice, key, stamp, fileId }: Arrival): Promise<boolean> {
  const seen = await readSeen(ports.records, practice, fileId, key);
  if (seen === null) return false;
  if (!seen.duplicate && (await readResult(ports.records, practice, fileId)) === null) return false;
  if (seen.mark !== stamp.mark) {
    const marked = { ...seen, mark: stamp.mark };
    await ports.records.transact([seenAction(practice, marked, 'any')]);
  }
  return true;
}

async function fingerprint(ports: Ports, key: string, version: string) {
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of ports.files.stream('inbox', key, version)) {
    hash.update(chunk);
    if (size < headBytes) head.push(chunk.slice(0, headBytes - size));
    size += chunk.length;
  }
  return { id: fileId(hash.digest('hex')), head: Buffer.concat(head) };
}

/** Answers the record of these bytes, which names the key under which they came first. */
async function register(ports: Ports, arrival: Arrival, kind: FileKind): Promise<StoredBytes> {
  const { practice, key, stamp, fileId } = arrival;
  const place = parseInboxKey(key);
  const today = ports.clock.today();
  const arrived = place?.day ?? today;
  const { version, mark } = stamp;
  const arrivalKnown = place?.day != null;
  const file = { fileId, key, version, kind, arrived, arrivalKnown, takenOn: today };
  await registerPractice(ports, practice);
  const first = await firstOf(ports, practice, file);
  const duplicate = first.key !== key;
  const issues = [...kindIssues(kind, place?.folder ?? '')];
  const seen = { fileId, key, mark, kind, arrived, duplicate, issues };
  await ports.records.transact([seenAction(practice, seen, 'absent')]);
  await ports.records.transact([auditAction(practice, today, 'file-received', fileId)]);
  return first;
}

/** The same bytes written again under their key lie in another version, and are read there from now on. */
async function firstOf(
  ports: Ports,
  practice: PracticeId,
  file: StoredBytes,
): Promise<StoredBytes> {
  await ports.records.transact([bytesAction(practice, file, 'absent')]);
  const first = await readBytesRecord(ports.records, practice, file.fileId);
  if (first === null || first.key !== file.key || first.version === file.version)
    return first ?? file;
  const moved = { ...first, version: file.version };
  await ports.records.transact([bytesAction(practice, moved, 'any')]);
  return moved;
}

function kindIssues(kind: FileKind, folder: string): readonly Issue[] {
  if (kind === 'unknown' || folderOf[kind] === folder) return [];
  return [issue('kind-differs-from-folder', 'warning')];
}

async function route(ports: Ports, practice: PracticeId, file: StoredBytes, head: Uint8Array) {
  const worker = workerOf[file.kind];
  if (worker === undefined) {
    await quarantineFile(ports, practice, file.fileId, [issue(whyNot(file.kind, head), 'fatal')]);
    return { event: 'file-quarantined', counts: { files: 1 } };
  }
  await ports.queues.send(worker, [{ practice, fileId: file.fileId }]);
  return { event: 'file-received', counts: { files: 1 } };
}

function whyNot(kind: FileKind, head: Uint8Array): string {
  if (head.length === 0) return 'empty-file';
  return kind === 'unknown' ? whyUnknown(head) : 'kind-not-supported-yet';
}
