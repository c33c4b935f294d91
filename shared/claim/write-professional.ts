/** Writes claims as an 837P (005010X222A1): one interchange and group, at most 5,000 claims an ST. */
import { compactDate } from '../values/dates.ts';
import { type OutgoingSegment, type OutgoingTransaction, writeInterchange } from '../x12/write.ts';
import type { BillableClaim, ClaimBatch } from './claim-batch.ts';
import { claimSegments } from './write-claim.ts';
import { type Hierarchy, partySegments } from './write-parties.ts';

const version = '005010X222A1';
/** Files are written at the end of a business date; the time of day is a constant, not a clock. */
const writtenAt = '1800';
const claimsPerTransaction = 5000;

/** The exact bytes to be sent: the same batch always gives the same. */
export function writeProfessionalClaims(batch: ClaimBatch): Uint8Array {
  const { createdOn, interchangeNumber, practice, receiver } = batch;
  return writeInterchange({
    sender: practice.submitterId,
    receiver,
    date: createdOn,
    time: writtenAt,
    number: interchangeNumber,
    groups: [
      {
        functionalCode: 'HC',
        sender: practice.submitterId,
        receiver,
        number: batch.groupNumber,
        version,
        transactions: transactionsOf(batch),
      },
    ],
  });
}

/** ST02 of the batch's claim `index`, 0-based. */
export function transactionNumberOf(
  batch: Pick<ClaimBatch, 'firstTransactionNumber'>,
  index: number,
): string {
  const number = batch.firstTransactionNumber + Math.floor(index / claimsPerTransaction);
  return String(number).padStart(4, '0');
}

/** BHT03, which a 277CA gives back in its 2200B TRN02. */
export function batchReference(interchangeNumber: number, transactionNumber: string): string {
  return `${String(interchangeNumber).padStart(9, '0')}${transactionNumber}`;
}

function* transactionsOf(batch: ClaimBatch): Generator<OutgoingTransaction> {
  const { claims } = batch;
  for (let first = 0; first < claims.length; first += claimsPerTransaction) {
    const number = transactionNumberOf(batch, first);
    const part = claims.slice(first, first + claimsPerTransaction);
    yield { set: '837', number, version, segments: segmentsOf(batch, number, part) };
  }
}

function* segmentsOf(
  batch: ClaimBatch,
  transactionNumber: string,
  claims: readonly BillableClaim[],
): Generator<OutgoingSegment> {
  const reference = batchReference(batch.interchangeNumber, transactionNumber);
  yield ['BHT', '0019', '00', reference, compactDate(batch.createdOn), writtenAt, 'CH'];
  yield* headSegments(batch);
  const hierarchy: Hierarchy = { last: 1 };
  for (const billable of claims) {
    yield* partySegments(billable, hierarchy);
    yield* claimSegments(billable, batch.practice);
  }
}

/** Loops 1000A, 1000B and the billing provider's 2000A. */
function headSegments({ practice, receiver }: ClaimBatch): OutgoingSegment[] {
  const { address, name, npi, submitterId, taxId, taxonomy } = practice;
  return [
    ['NM1', '41', '2', name, '', '', '', '', '46', submitterId],
    ['PER', 'IC', name, 'TE', digitsOf(practice.phone)],
    ['NM1', '40', '2', receiver, '', '', '', '', '46', receiver],
    ['HL', '1', '', '20', '1'],
    ['PRV', 'BI', 'PXC', taxonomy],
    ['NM1', '85', '2', name, '', '', '', '', 'XX', npi],
    ['N3', address.line1],
    ['N4', address.city, address.state, digitsOf(address.zip)],
    ['REF', 'EI', digitsOf(taxId)],
  ];
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
