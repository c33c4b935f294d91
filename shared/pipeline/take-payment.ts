/** One row of a payments file: booked the day it comes; what names no known encounter or remittance waits with a person. */
import type { Entry } from '../ledger/entry.ts';
import {
  depositPostings,
  patientPaymentPostings,
  prepaymentPostings,
  refundPostings,
} from '../ledger/patient-payment.ts';
import { type PaymentRow, paymentContentHash } from '../patient/read-payments.ts';
import { type ClaimId, claimIdOf, entryIdOf, type PracticeId } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { zero } from '../values/money.ts';
import type { Cause } from '../work/item.ts';
import type { InboxFile } from './inbox-file.ts';
import { claimKey, entryKey, stagePartition } from './keys.ts';
import { settleDeposits } from './match-deposits.ts';
import { openItem, settleWith } from './open-item.ts';
import type { Action, Ports } from './ports.ts';
import { sendClaims } from './send-claims.ts';
import { readClaim } from './stored-claim.ts';
import { entryAction } from './stored-entry.ts';
import {
  depositKey,
  identityAction,
  paymentEntrySource,
  readIdentity,
  rowSubject,
  waitsKey,
} from './stored-payment-row.ts';

/** `booked` includes rows that wait; files.json counts those as held until they apply. */
export type TakenPayment = {
  readonly outcome: 'booked' | 'differs';
  readonly issues: readonly Issue[];
};

/** A payment id twice is one; with other content it waits for a person. */
export async function takePayment(
  ports: Ports,
  file: InboxFile,
  payment: PaymentRow,
): Promise<TakenPayment> {
  const contentHash = paymentContentHash(payment);
  const claimed = identityAction(file.practice, file.fileId, payment, contentHash);
  await ports.records.transact([claimed]);
  const first = await readIdentity(ports.records, file.practice, payment.paymentId);
  if (first.contentHash !== contentHash) return differs(ports, file, payment);
  if (first.fileId !== file.fileId || first.row !== payment.row) {
    return { outcome: 'booked', issues: [issue('payment-known', 'warning', payment.row)] };
  }
  if (payment.kind === 'deposit') await bookDeposit(ports, file, payment);
  else if (!(await isBooked(ports, file, payment))) await bookPayment(ports, file, payment);
  return { outcome: 'booked', issues: [] };
}

async function differs(ports: Ports, file: InboxFile, payment: PaymentRow): Promise<TakenPayment> {
  const subject = rowSubject(file.fileId, payment.row);
  await openItem(ports, file.practice, subject, cause('posting', 'payment', 'payment-differs'));
  return { outcome: 'differs', issues: [issue('payment-differs', 'error', payment.row)] };
}

function cause(queue: Cause['queue'], category: string, reason: string): Cause {
  return { queue, category, claimId: null, amountCents: zero, reason, deadline: null };
}

/** Cash is right the same day, whether or not its remittance has come. */
async function bookDeposit(ports: Ports, file: InboxFile, payment: PaymentRow): Promise<void> {
  const { practice, fileId } = file;
  const { amountCents, traceNumber } = payment;
  const entry = entryOf(ports, file, payment, null, 'deposit', depositPostings(amountCents));
  const key = depositKey(practice, traceNumber, payment.paymentId);
  const item = { fileId, subject: rowSubject(fileId, payment.row), amountCents };
  await ports.records.transact([
    entryAction(entry),
    { kind: 'put', store: 'files', key, item, when: 'absent' },
  ]);
  await settleDeposits(ports, practice, traceNumber);
}

async function isBooked(ports: Ports, { practice }: InboxFile, payment: PaymentRow) {
  const id = entryIdOf(paymentEntrySource(practice, payment.paymentId), 0);
  const key = entryKey(practice, claimNamed(practice, payment), id);
  return (await ports.records.get('ledger', key)) !== null;
}

/** A row that waits and its item come together: nobody opens one for a row that another copy has booked and applied. */
async function bookPayment(ports: Ports, file: InboxFile, payment: PaymentRow): Promise<void> {
  const { practice } = file;
  const subject = rowSubject(file.fileId, payment.row);
  const claim = claimNamed(practice, payment);
  if (claim !== null && (await isKnown(ports, file, claim))) {
    const entry = claimEntry(ports, file, payment, claim);
    await ports.records.transact([entryAction(entry)]);
    return;
  }
  const waiting = waitingActions(ports, file, payment, claim);
  await settleWith(ports, practice, subject, [waitingCause(payment)], waiting);
  if (claim !== null && (await isKnown(ports, file, claim))) {
    await sendClaims(ports, 'apply', practice, [claim]);
  }
}

function claimNamed(practice: PracticeId, { encounterId }: PaymentRow): ClaimId | null {
  return encounterId === null ? null : claimIdOf(practice, encounterId);
}

async function isKnown(ports: Ports, { practice }: InboxFile, claim: ClaimId): Promise<boolean> {
  return (await readClaim(ports.records, practice, claim)).claim !== null;
}

function waitingCause({ kind, encounterId }: PaymentRow): Cause {
  const reason = encounterId === null ? 'encounter-missing' : 'encounter-unknown';
  return kind === 'refund'
    ? cause('credit-balance', 'refund', reason)
    : cause('patient-balance', 'patient-payment', reason);
}

/** A refund names its claim before the claim is known, because it moves nothing that a header holds. */
function waitingActions(
  ports: Ports,
  file: InboxFile,
  payment: PaymentRow,
  claim: ClaimId | null,
): readonly Action[] {
  const { practice, fileId } = file;
  const { amountCents, row } = payment;
  const refund = payment.kind === 'refund';
  const entry = refund
    ? claimEntry(ports, file, payment, claim)
    : entryOf(ports, file, payment, null, 'suspense', prepaymentPostings(amountCents));
  const until = entryIdOf(paymentEntrySource(practice, payment.paymentId), 1);
  const unappliedCents = refund ? zero : amountCents;
  const item = { fileId, subject: rowSubject(fileId, row), named: claim, until, unappliedCents };
  const key = waitsKey(practice, fileId, row);
  return [
    entryAction(entry, { named: claim }),
    { kind: 'put', store: 'files', key, item, when: 'absent' },
    ...(claim === null ? [] : [prepaidAction(file, payment, claim, item)]),
  ];
}

/** The claim's partition remembers what waits for it, as for suspended rows of remittances. */
function prepaidAction(
  { practice }: InboxFile,
  payment: PaymentRow,
  claim: ClaimId,
  waits: { readonly subject: string; readonly until: string; readonly unappliedCents: number },
): Action {
  const { subject, until, unappliedCents } = waits;
  const { receivedOn, paymentId } = payment;
  const entrySource = paymentEntrySource(practice, paymentId);
  const key = claimKey(practice, claim, 'prepaid', entrySource);
  const item = {
    ...{ entrySource, subject, until, unappliedCents, receivedOn, paymentId },
    practiceStage: stagePartition(practice, 'suspended'),
    claimPart: `${claim}#${entrySource}`,
  };
  return { kind: 'put', store: 'claims', key, item, when: 'absent' };
}

function claimEntry(ports: Ports, file: InboxFile, payment: PaymentRow, claim: ClaimId | null) {
  const { amountCents, payerId } = payment;
  const to = payerId === null ? 'patient' : 'insurer';
  return payment.kind === 'refund'
    ? entryOf(ports, file, payment, claim, 'refund', refundPostings(to, amountCents))
    : entryOf(ports, file, payment, claim, 'patient-payment', patientPaymentPostings(amountCents));
}

function entryOf(
  ports: Ports,
  { practice }: InboxFile,
  payment: PaymentRow,
  claimId: ClaimId | null,
  event: Entry['event'],
  postings: Entry['postings'],
): Entry {
  return {
    entryId: entryIdOf(paymentEntrySource(practice, payment.paymentId), 0),
    practice,
    bookDate: ports.clock.today(),
    effectiveDate: payment.receivedOn,
    claimId,
    event,
    source: payment.paymentId,
    postings,
  };
}
