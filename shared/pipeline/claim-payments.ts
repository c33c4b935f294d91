/** The claims of a chunk, read again where they lie: a byte range of an 835, or a run of a paper file. */
import { readClaimPayments } from '../remittance/read.ts';
import { type PaperFile, readPaperRemittances } from '../remittance/read-paper.ts';
import type { ClaimPayment } from '../remittance/remittance.ts';
import type { FileId, PracticeId } from '../values/ids.ts';
import { lineControlNumber } from './build-claim.ts';
import { placeOf } from './inbox-file.ts';
import type { FileRange, Ports } from './ports.ts';
import { readBytesRecord, type StoredBytes } from './stored-file.ts';
import type { StoredChunk } from './stored-payment.ts';

export type ClaimsToRead = Pick<
  StoredChunk,
  'from' | 'to' | 'firstOrdinal' | 'claims' | 'delimiters'
> & {
  readonly practice: PracticeId;
  readonly fileId: FileId;
  /** Which payment of the file, 1-based. */
  readonly payment: number;
};

export async function claimPayments(
  ports: Ports,
  { claims, delimiters, fileId, firstOrdinal, from, payment, practice, to }: ClaimsToRead,
): Promise<readonly ClaimPayment[]> {
  const record = await readBytesRecord(ports.records, practice, fileId);
  const range = delimiters === null ? undefined : { from, to };
  const bytes = record && (await bytesIn(ports, record, range));
  if (!bytes) throw new Error('a registered file is gone from the inbox');
  if (delimiters !== null) return readClaimPayments(bytes, delimiters, firstOrdinal, from);
  const paper = paperFile(fileId, bytes).payments[payment - 1];
  return paper?.claims.slice(firstOrdinal - 1, firstOrdinal - 1 + claims) ?? [];
}

async function bytesIn(ports: Ports, record: StoredBytes, range: FileRange | undefined) {
  const read = ({ key, version }: StoredBytes) => ports.files.read('inbox', key, range, version);
  const bytes = await read(record);
  if (bytes !== null) return bytes;
  const placed = await placeOf(ports, record);
  return placed && read(placed);
}

/** The chunks of a file follow each other, a check each, and each would read the whole of it anew. */
let last: { readonly fileId: FileId; readonly read: PaperFile } | null = null;

/** A file's id is the hash of its bytes. */
function paperFile(fileId: FileId, bytes: Uint8Array): PaperFile {
  if (last?.fileId !== fileId) {
    last = { fileId, read: readPaperRemittances(bytes, lineControlNumber) };
  }
  return last.read;
}
