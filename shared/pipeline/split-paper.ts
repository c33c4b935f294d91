/** A file of paper EOBs: each check is proved like an ST and cut into chunks that post on their own. */
import type { PaperPayment } from '../remittance/paper-payment.ts';
import { type PaperFile, readPaperRemittances } from '../remittance/read-paper.ts';
import type { Issue } from '../values/issue.ts';
import { auditAction } from './audit.ts';
import { lineControlNumber } from './build-claim.ts';
import { bytesOf, type InboxFile } from './inbox-file.ts';
import type { Outcome, Ports } from './ports.ts';
import { quarantineFile } from './quarantine.ts';
import { settlePayment } from './settle-payment.ts';
import { resultAction, type StoredPayment, writePayments } from './stored-file.ts';
import { claimsPerChunk } from './stored-payment.ts';

export async function splitPaper(ports: Ports, file: InboxFile): Promise<Outcome> {
  const read = readPaperRemittances(await bytesOf(ports, file), lineControlNumber);
  if (read.fatal) {
    await quarantineFile(ports, file.practice, file.fileId, read.issues);
    return { event: 'remittance-quarantined', counts: { files: 1 } };
  }
  const payments: StoredPayment[] = [];
  const issues: Issue[] = [...read.issues];
  for (const paper of read.payments) {
    const payment = { summary: paper.summary, runs: [...runsOf(paper)], delimiters: null };
    const settled = await settlePayment(ports, file, payment);
    payments.push({ ...settled.payment, rows: rowsIn(paper.rowsOfClaims) });
    issues.push(...settled.issues);
  }
  await finish(ports, file, read, payments, issues);
  return { event: 'remittance-split', counts: { payments: payments.length } };
}

function* runsOf({ claims, rowsOfClaims }: PaperPayment) {
  for (let at = 0; at < claims.length; at += claimsPerChunk) {
    const rows = rowsOfClaims.slice(at, at + claimsPerChunk);
    yield { from: 0, to: 0, firstOrdinal: at + 1, claims: rows.length, rows };
  }
}

function rowsIn(rowsOfClaims: readonly number[]): number {
  return rowsOfClaims.reduce((total, rows) => total + rows, 0);
}

/** Quarantined only when it has checks and none of them posts. */
async function finish(
  ports: Ports,
  { fileId, practice }: InboxFile,
  { rejected, rows }: PaperFile,
  payments: StoredPayment[],
  issues: Issue[],
): Promise<void> {
  const held = payments.length > 0 && payments.every((row) => row.outcome === 'held');
  const status = held ? 'quarantined' : 'done';
  await writePayments(ports.records, practice, fileId, payments);
  await ports.records.transact([
    resultAction(practice, fileId, {
      status,
      rows,
      posted: 0,
      held: 0,
      rejected,
      issues,
    }),
    auditAction(practice, ports.clock.today(), 'remittance-split', fileId),
  ]);
}
