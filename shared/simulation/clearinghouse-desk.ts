/** What a simulated clearinghouse finds in the bytes of one 837, and the answers that it writes about it. */
import type { Status } from '../acknowledgment/acknowledgment.ts';
import type { OutgoingClaimStatus, OutgoingStatus } from '../acknowledgment/acknowledgment-file.ts';
import { writeAcknowledgments } from '../acknowledgment/write.ts';
import { writeStatuses } from '../acknowledgment/write-status.ts';
import type { SubmittedClaim } from '../claim/submitted-claim.ts';
import type { CalendarDate } from '../values/dates.ts';
import { zero } from '../values/money.ts';
import { findSegment, idOf } from '../x12/segment.ts';
import { readTransactions, type Transaction, type TransactionFile } from '../x12/transactions.ts';
import { clearinghouseEdits, type Door, doorEdits, type Edit, editOf } from './claim-edits.ts';
import { readAnyClaims } from './read-any-claims.ts';

export type Inspection = {
  /** Null when not even its envelope can be answered. */
  readonly envelope: Pick<
    Transaction,
    'interchangeSender' | 'interchangeNumber' | 'groupNumber' | 'version'
  > | null;
  readonly interchange: 'A' | 'R';
  readonly transactions: readonly {
    readonly transactionNumber: string;
    readonly code: 'A' | 'R';
  }[];
  /** Claims of transactions that are taken, and of those that are not. */
  readonly claims: readonly Inspected[];
  readonly refused: readonly SubmittedClaim[];
  /** A sound file of 270s or 276s. */
  readonly asks: boolean;
};

const questions = ['270', '276'];

export type Inspected = {
  readonly claim: SubmittedClaim;
  readonly edit: Edit | null;
  readonly doorEdit: Edit | null;
};

export function inspect(bytes: Uint8Array, door: Door): Inspection {
  const file = readTransactions(bytes);
  const interchange = hasFinding(file, 'interchange-') ? 'R' : 'A';
  const sound = interchange === 'A' && !hasFinding(file, 'group-');
  const transactions = file.transactions.map((row) => ({
    transactionNumber: row.number,
    code: sound && isSound(file, row) ? ('A' as const) : ('R' as const),
  }));
  const taken = transactions.filter((row) => row.code === 'A').map((row) => row.transactionNumber);
  const claims = readAnyClaims(bytes);
  return {
    envelope: file.transactions[0] ?? null,
    interchange,
    transactions,
    asks: sound && file.transactions.every((row) => questions.includes(row.set) && row.complete),
    refused: claims.filter((claim) => !taken.includes(claim.transactionNumber)),
    claims: claims
      .filter((claim) => taken.includes(claim.transactionNumber))
      .map((claim) => inspectClaim(claim, door)),
  };
}

function inspectClaim(claim: SubmittedClaim, door: Door): Inspected {
  const edit = editOf(clearinghouseEdits, claim, door) ?? null;
  return { claim, edit, doorEdit: edit ? null : (editOf(doorEdits, claim, door) ?? null) };
}

function hasFinding({ findings }: TransactionFile, prefix: string): boolean {
  return findings.some((row) => row.severity === 'fatal' || row.code.startsWith(prefix));
}

/** An 837 whose SE counts and whose first segments stand where the guide wants them. */
function isSound(file: TransactionFile, { complete, segments, set }: Transaction): boolean {
  const [first, second] = segments.map(idOf);
  const named = ['41', '40', '85'].every((who) => findSegment(segments, 'NM1', who) !== undefined);
  const begun = first === 'BHT' && second === 'NM1' && findSegment(segments, 'CLM') !== undefined;
  return set === '837' && complete && begun && named && !hasFinding(file, 'transaction-');
}

export const clearinghouseName = 'SAMPLEHOUSE';

/** TA1 for a broken interchange, else a 999. */
export function structureAnswer(
  { envelope, interchange, transactions }: Inspection,
  today: CalendarDate,
): Uint8Array | null {
  if (envelope === null) return null;
  const { interchangeNumber } = envelope;
  const head = envelopeOf(envelope.interchangeSender, interchangeNumber, today, 0);
  if (interchange === 'R') {
    const refused = { interchangeNumber, code: 'R', note: '001', sentOn: today };
    return writeAcknowledgments(head, [refused], []);
  }
  const refused = transactions.filter((row) => row.code === 'R').length;
  const code = refused === 0 ? 'A' : refused === transactions.length ? 'R' : 'P';
  const { groupNumber, version } = envelope;
  const group = { functionalCode: 'HC', groupNumber, version, transactions, code };
  return writeAcknowledgments(head, [], [group]);
}

export type ClaimAnswer = {
  readonly inspected: Inspected;
  readonly code: readonly [category: string, status: string, entity: string];
};

/** A 277CA about these claims, an ST a batch reference; `place` tells the answers to one file apart. */
export function claimsAnswer(
  source: { readonly name: string; readonly id: string },
  answers: readonly ClaimAnswer[],
  on: CalendarDate,
  place: number,
): Uint8Array {
  const [first] = answers;
  if (first === undefined) throw new Error('an answer about no claim');
  const { interchangeNumber, submitterId } = first.inspected.claim;
  const head = envelopeOf(submitterId, interchangeNumber, on, place);
  const byBatch = Map.groupBy(answers, (row) => row.inspected.claim.batchReference);
  const batches = [...byBatch].map(([reference, own]) => batchAnswer(source, reference, own, on));
  return writeStatuses('277CA', head, batches);
}

function batchAnswer(
  source: { readonly name: string; readonly id: string },
  batchReference: string,
  answers: readonly ClaimAnswer[],
  on: CalendarDate,
): OutgoingStatus {
  const refused = answers.filter((row) => isRefusal(row.code)).length;
  const billing = answers[0]?.inspected.claim.billing;
  return {
    source,
    reference: `${source.id}${batchReference}`,
    batchReference,
    provider: { name: billing?.name ?? '', npi: billing?.npi ?? '' },
    statuses: [statusOf(['A1', '19', 'PR'], on)],
    claims: answers.map((row) => claimStatus(row, on)),
    acceptedClaims: answers.length - refused,
    rejectedClaims: refused,
  };
}

function isRefusal([category]: ClaimAnswer['code']): boolean {
  return ['A3', 'A6', 'A7', 'A8'].includes(category);
}

function claimStatus({ code, inspected }: ClaimAnswer, on: CalendarDate): OutgoingClaimStatus {
  const { chargeCents, lines, memberId, patient, patientControlNumber } = inspected.claim;
  return {
    patientControlNumber,
    payerControlNumber: '',
    statuses: [statusOf(code, on)],
    patient: { last: patient.last, first: patient.first, memberId },
    chargeCents: chargeCents ?? zero,
    serviceDate: lines[0]?.serviceDate ?? on,
  };
}

function statusOf(code: ClaimAnswer['code'], date: CalendarDate): Status {
  const [category, status, entity] = code;
  return { category, status, entity, date, action: isRefusal(code) ? 'U' : 'WQ' };
}

function envelopeOf(receiver: string, answered: string, createdOn: CalendarDate, place: number) {
  const number = (Number(answered) * 10 + place) % 1_000_000_000;
  return { sender: clearinghouseName, receiver, createdOn, number };
}
