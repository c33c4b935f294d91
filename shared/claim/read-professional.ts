/** Reads an 837P: each claim with what the loops above it say of submitter, provider, subscriber and patient. */
import type { Issue } from '../values/issue.ts';
import { issue } from '../values/issue.ts';
import { findElement, type Segment, splitBefore } from '../x12/segment.ts';
import { readTransactions, type Transaction } from '../x12/transactions.ts';
import { readSubmittedClaim } from './read-claim.ts';
import { type Parties, readBilling, readPatient, readSubscriber } from './read-parties.ts';
import type { BillingProvider, SubmittedClaim } from './submitted-claim.ts';

export type ProfessionalFile = {
  readonly claims: readonly SubmittedClaim[];
  readonly findings: readonly Issue[];
};

/** Never throws for what the bytes hold. */
export function readProfessionalClaims(bytes: Uint8Array): ProfessionalFile {
  const file = readTransactions(bytes);
  const claims: SubmittedClaim[] = [];
  const findings = [...file.findings];
  for (const [index, transaction] of file.transactions.entries()) {
    if (transaction.set === '837') claims.push(...claimsOf(transaction));
    else findings.push(issue('transaction-not-837', 'error', index + 1, 'ST01'));
  }
  return { claims, findings };
}

function* claimsOf(transaction: Transaction): Generator<SubmittedClaim> {
  const [head, ...levels] = splitBefore(transaction.segments, 'HL');
  const sent = readSender(transaction, head);
  let billing = readBilling([]);
  let subscriber = readSubscriber([]);
  for (const level of levels) {
    const code = findElement(level, 3, 'HL');
    const [own, ...claims] = splitBefore(level, 'CLM');
    if (code === '20') billing = readBilling(own);
    if (code === '22') subscriber = readSubscriber(own);
    const parties = code === '23' ? readPatient(own, subscriber) : subscriber;
    for (const claim of claims) yield claimOf(sent, billing, parties, claim);
  }
}

type Sent = Pick<
  SubmittedClaim,
  | 'interchangeNumber'
  | 'groupNumber'
  | 'transactionNumber'
  | 'batchReference'
  | 'submitterId'
  | 'receiverId'
>;

function readSender(transaction: Transaction, head: readonly Segment[]): Sent {
  return {
    interchangeNumber: transaction.interchangeNumber,
    groupNumber: transaction.groupNumber,
    transactionNumber: transaction.number,
    batchReference: findElement(head, 3, 'BHT'),
    submitterId: findElement(head, 9, 'NM1', '41'),
    receiverId: findElement(head, 9, 'NM1', '40'),
  };
}

function claimOf(
  sent: Sent,
  billing: BillingProvider,
  parties: Parties,
  segments: readonly Segment[],
): SubmittedClaim {
  const claim = readSubmittedClaim(segments);
  const renderingNpi = claim.renderingNpi === '' ? billing.npi : claim.renderingNpi;
  return { ...sent, billing, ...parties, ...claim, renderingNpi };
}
