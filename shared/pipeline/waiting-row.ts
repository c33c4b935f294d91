/** A suspended CLP kept beside its claim, because its file may be gone or say something else when the claim comes. */
import type { ClaimPayment } from '../remittance/remittance.ts';
import type { PracticeId } from '../values/ids.ts';
import { claimPayments } from './claim-payments.ts';
import type { Ports } from './ports.ts';
import type { WaitingRow } from './stored-claim.ts';
import { chunkKey, readChunk, type StoredChunk } from './stored-payment.ts';

/** Leaves room for the item's other attributes within 400 KB of UTF-8. */
const longest = 100_000;

/** What posting needs of the row; null when that does not fit an item. */
export function saidOf({ details: _, ...payment }: ClaimPayment): string | null {
  const lines = payment.lines.map(({ details: __, ...line }) => line);
  const text = JSON.stringify({ ...payment, lines });
  return text.length <= longest ? text : null;
}

export async function waitingRow(
  ports: Ports,
  practice: PracticeId,
  row: WaitingRow,
): Promise<{ readonly chunk: StoredChunk; readonly payment: ClaimPayment }> {
  const key = chunkKey(practice, row.fileId, row.payment, row.chunk);
  const item = await ports.records.get('files', key);
  if (item === null) throw new Error('a suspended row lost its payment');
  const chunk = readChunk(item);
  if (row.said === null) return { chunk, payment: await rowInFile(ports, practice, row, chunk) };
  const payment: ClaimPayment = JSON.parse(row.said);
  return { chunk, payment };
}

async function rowInFile(
  ports: Ports,
  practice: PracticeId,
  row: WaitingRow,
  { delimiters }: StoredChunk,
): Promise<ClaimPayment> {
  const place = { ...row, practice, delimiters, firstOrdinal: row.ordinal, claims: 1 };
  const [payment] = await claimPayments(ports, place);
  if (!payment) throw new Error('a suspended row is not where it was');
  return payment;
}
