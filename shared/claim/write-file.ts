/** Writes an 837 of either kind: one interchange and group, at most 5,000 claims an ST. */
import { compactDate } from '../values/dates.ts';
import { type OutgoingSegment, type OutgoingTransaction, writeInterchange } from '../x12/write.ts';
import type { BatchNumbers } from './claim-batch.ts';
import type { BillingProvider } from './submitted-claim.ts';
import type { Hierarchy } from './write-parties.ts';

/** Files are written at the end of a business date; the time of day is a constant, not a clock. */
const writtenAt = '1800';
const claimsPerTransaction = 5000;

type Sender = {
  readonly submitterId: string;
  readonly phone: string;
  readonly billing: BillingProvider;
};

/** The exact bytes to be sent: the same batch always gives the same. */
export function writeClaimFile<T>(
  version: string,
  batch: BatchNumbers & Sender & { readonly claims: readonly T[] },
  segmentsOf: (claim: T, hierarchy: Hierarchy) => OutgoingSegment[],
): Uint8Array {
  const { createdOn, groupNumber, interchangeNumber, receiver, submitterId } = batch;
  const transactions = transactionsOf(version, batch, segmentsOf);
  const names = { sender: submitterId, receiver, version };
  return writeInterchange({
    sender: submitterId,
    receiver,
    date: createdOn,
    time: writtenAt,
    number: interchangeNumber,
    groups: [{ functionalCode: 'HC', ...names, number: groupNumber, transactions }],
  });
}

/** ST02 of the batch's claim `index`, 0-based. */
export function transactionNumberOf(
  batch: Pick<BatchNumbers, 'firstTransactionNumber'>,
  index: number,
): string {
  const number = batch.firstTransactionNumber + Math.floor(index / claimsPerTransaction);
  return String(number).padStart(4, '0');
}

/** BHT03, which a 277CA gives back in its 2200B TRN02. */
export function batchReference(interchangeNumber: number, transactionNumber: string): string {
  return `${String(interchangeNumber).padStart(9, '0')}${transactionNumber}`;
}

function* transactionsOf<T>(
  version: string,
  batch: BatchNumbers & Sender & { readonly claims: readonly T[] },
  segmentsOf: (claim: T, hierarchy: Hierarchy) => OutgoingSegment[],
): Generator<OutgoingTransaction> {
  for (let first = 0; first < batch.claims.length; first += claimsPerTransaction) {
    const number = transactionNumberOf(batch, first);
    const claims = batch.claims.slice(first, first + claimsPerTransaction);
    const segments = bodySegments(batch, number, claims, segmentsOf);
    yield { set: '837', number, version, segments };
  }
}

function* bodySegments<T>(
  batch: BatchNumbers & Sender,
  transactionNumber: string,
  claims: readonly T[],
  segmentsOf: (claim: T, hierarchy: Hierarchy) => OutgoingSegment[],
): Generator<OutgoingSegment> {
  const reference = batchReference(batch.interchangeNumber, transactionNumber);
  yield ['BHT', '0019', '00', reference, compactDate(batch.createdOn), writtenAt, 'CH'];
  yield* headSegments(batch);
  const hierarchy: Hierarchy = { last: 1 };
  for (const claim of claims) yield* segmentsOf(claim, hierarchy);
}

/** Loops 1000A, 1000B and the billing provider's 2000A. */
function headSegments({ billing, phone, receiver, submitterId }: BatchNumbers & Sender) {
  const { address, name, npi, taxId, taxonomy } = billing;
  const segments: OutgoingSegment[] = [
    ['NM1', '41', '2', name, '', '', '', '', '46', submitterId],
    ['PER', 'IC', name, 'TE', digitsOf(phone)],
    ['NM1', '40', '2', receiver, '', '', '', '', '46', receiver],
    ['HL', '1', '', '20', '1'],
    ['PRV', 'BI', 'PXC', taxonomy],
    ['NM1', '85', '2', name, '', '', '', '', 'XX', npi],
    ['N3', address.line1],
    ['N4', address.city, address.state, digitsOf(address.zip)],
    ['REF', 'EI', digitsOf(taxId)],
  ];
  return segments;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
