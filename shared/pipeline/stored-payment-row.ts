/**
 * A row of a payments file in the `files` store: `payment#<id>` is whose content the id has,
 * `waits#<file>#<row>` that it waits for its encounter, `deposit#<trace>#<id>` and
 * `trace#<trace>#<remit>` the two sides that a trace number brings together. Ids are hashed, because
 * they are foreign text.
 */
import * as z from 'zod/mini';
import type { PaymentRow } from '../patient/read-payments.ts';
import {
  type ClaimId,
  type EntryId,
  type FileId,
  hashOf,
  type PracticeId,
  type RemitId,
} from '../values/ids.ts';
import type { Cents } from '../values/money.ts';
import { centsSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { fileKey } from './keys.ts';
import type { Action, Item, Key, Records } from './ports.ts';

const identity = rowSchema({
  fileId: idSchema<FileId>(),
  row: z.number(),
  contentHash: z.string(),
});

const waits = rowSchema({
  fileId: idSchema<FileId>(),
  subject: z.string(),
  /** The claim of its encounter; null when it names none. */
  named: z.nullable(idSchema<ClaimId>()),
  /** The entry that ends the waiting. */
  until: idSchema<EntryId>(),
  /** What lies in suspense meanwhile; 0 for a refund. */
  unappliedCents: centsSchema,
});

const deposit = rowSchema({
  fileId: idSchema<FileId>(),
  subject: z.string(),
  amountCents: centsSchema,
});

export type StoredDeposit = z.infer<typeof deposit>;

/** The id by which the ledger knows a payment. */
export function paymentEntrySource(practice: PracticeId, paymentId: string): string {
  return `pay_${hashOf(practice, paymentId).slice(0, 24)}`;
}

/** The subject of a row's work item. */
export function rowSubject(fileId: FileId, row: number): string {
  return `${fileId}#${row}`;
}

export function identityAction(
  practice: PracticeId,
  fileId: FileId,
  payment: PaymentRow,
  contentHash: string,
): Action {
  const key = identityKey(practice, payment.paymentId);
  const item = { fileId, row: payment.row, contentHash };
  return { kind: 'put', store: 'files', key, item, when: 'absent' };
}

export async function readIdentity(records: Records, practice: PracticeId, paymentId: string) {
  return identity.parse(await records.get('files', identityKey(practice, paymentId)));
}

function identityKey(practice: PracticeId, paymentId: string): Key {
  return fileKey(practice, 'payment', hashOf(paymentId));
}

export function waitsKey(practice: PracticeId, fileId: FileId, row: number): Key {
  return fileKey(practice, 'waits', fileId, row);
}

export function waitsOf(item: Item) {
  return waits.parse(item);
}

export function depositKey(practice: PracticeId, traceNumber: string, paymentId: string): Key {
  return fileKey(practice, 'deposit', traceHash(traceNumber), hashOf(paymentId));
}

export function depositOf(item: Item): StoredDeposit {
  return deposit.parse(item);
}

/** A remittance of nothing needs no deposit, and a deposit of its trace number would be strange. */
export function traceAction(
  practice: PracticeId,
  traceNumber: string,
  remit: RemitId,
  paidCents: Cents,
): Action {
  const key = fileKey(practice, 'trace', traceHash(traceNumber), remit);
  return { kind: 'put', store: 'files', key, item: { paidCents }, when: 'absent' };
}

export function tracedCents(item: Item): Cents {
  return rowSchema({ paidCents: centsSchema }).parse(item).paidCents;
}

/** What the keys of one trace number begin with. */
export function tracePrefix(side: 'deposit' | 'trace', traceNumber: string): string {
  return `${side}#${traceHash(traceNumber)}#`;
}

function traceHash(traceNumber: string): string {
  return hashOf(traceNumber).slice(0, 32);
}
