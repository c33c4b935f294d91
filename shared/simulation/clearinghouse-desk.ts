/** What a simulated clearinghouse finds in the bytes of one 837, and the answers that it writes about it. */
import type { Status } from '../acknowledgment/acknowledgment.ts';
import type {
  OutgoingClaimStatus,
  OutgoingGroup,
  OutgoingStatus,
} from '../acknowledgment/acknowledgment-file.ts';
import { writeAcknowledgments } from '../acknowledgment/write.ts';
import { writeStatuses } from '../acknowledgment/write-status.ts';
import type { SubmittedClaim } from '../claim/submitted-claim.ts';
import type { CalendarDate } from '../values/dates.ts';
import { zero } from '../values/money.ts';
import { readTransactions, type Transaction, type TransactionFile } from '../x12/transactions.ts';
import { clearinghouseEdits, type Door, doorEdits, type Edit, editOf } from './claim-edits.ts';
import { groupErrors, interchangeNote, transactionErrors } from './file-errors.ts';
import { readAnyClaims } from './read-any-claims.ts';

export type Inspection = {
  /** Null when not even its envelope can be answered. */
  readonly envelope: Pick<Transaction, 'interchangeSender' | 'interchangeNumber'> | null;
  /** TA105 of an envelope that does not hold. */
  readonly note: string | null;
  /** Of each GS06 in its ISA, in their order. */
  readonly groups: readonly OutgoingGroup[];
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
  const note = interchangeNote(file);
  const sound = note === null && groupErrors(file).length === 0;
  const isTaken = (row: Transaction) => sound && transactionErrors(file, row).length === 0;
  const taken = file.transactions.filter(isTaken).map((row) => row.number);
  const claims = readAnyClaims(bytes);
  return {
    envelope: file.transactions[0] ?? null,
    note,
    groups: groupsIn(file, isTaken),
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

function groupsIn(file: TransactionFile, isTaken: (row: Transaction) => boolean): OutgoingGroup[] {
  const numbered = ({ groupNumber, interchangeNumber }: Transaction) =>
    `${interchangeNumber} ${groupNumber}`;
  return [...Map.groupBy(file.transactions, numbered).values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const { groupNumber, version } = first;
    const transactions = rows.map((row) => ({
      transactionNumber: row.number,
      code: isTaken(row) ? 'A' : 'R',
      errors: transactionErrors(file, row),
    }));
    const refused = transactions.filter((row) => row.code === 'R').length;
    const code = refused === 0 ? 'A' : refused === transactions.length ? 'R' : 'P';
    const errors = groupErrors(file);
    return [{ functionalCode: 'HC', groupNumber, version, transactions, code, errors }];
  });
}

export const clearinghouseName = 'SAMPLEHOUSE';

/** TA1 for a broken interchange, else a 999. */
export function structureAnswer(
  { envelope, groups, note }: Inspection,
  today: CalendarDate,
): Uint8Array | null {
  if (envelope === null) return null;
  const { interchangeNumber } = envelope;
  const head = envelopeOf(envelope.interchangeSender, interchangeNumber, today, 0);
  if (note !== null) {
    const refused = { interchangeNumber, code: 'R', note, sentOn: today };
    return writeAcknowledgments(head, [refused], []);
  }
  return writeAcknowledgments(head, [], groups);
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
