/** Writes a 277CA (005010X214) or a 277 (005010X212), one ST a batch. */
import { compactDate } from '../values/dates.ts';
import { amountText, type OutgoingSegment, writeInterchange } from '../x12/write.ts';
import type { Status } from './acknowledgment.ts';
import type {
  AcknowledgmentEnvelope,
  OutgoingClaimStatus,
  OutgoingStatus,
} from './acknowledgment-file.ts';
import { writtenAt } from './write.ts';

type Guide = {
  readonly version: string;
  /** BHT01 and BHT06. */
  readonly structure: string;
  readonly purpose: string;
  /** HL03 of a claim's level. */
  readonly claimLevel: string;
  /** REF01 under which a claim's number is told besides the TRN. */
  readonly claimReference: string | null;
};

const guides: Readonly<Record<'277CA' | '277', Guide>> = {
  '277CA': {
    version: '005010X214',
    structure: '0085',
    purpose: 'TH',
    claimLevel: 'PT',
    claimReference: null,
  },
  '277': {
    version: '005010X212',
    structure: '0010',
    purpose: 'DG',
    claimLevel: '22',
    claimReference: 'EJ',
  },
};

export function writeStatuses(
  kind: '277CA' | '277',
  envelope: AcknowledgmentEnvelope,
  statuses: readonly OutgoingStatus[],
): Uint8Array {
  const { createdOn, delimiters, number, receiver, sender } = envelope;
  const { version } = guides[kind];
  const transactions = statuses.map((row, index) => ({
    set: '277',
    number: String(index + 1).padStart(4, '0'),
    version,
    segments: statusSegments(guides[kind], envelope, row),
  }));
  return writeInterchange({
    sender,
    receiver,
    date: createdOn,
    time: writtenAt,
    number,
    groups: [{ functionalCode: 'HN', sender, receiver, number, version, transactions }],
    ...(delimiters && { delimiters }),
  });
}

function* statusSegments(
  guide: Guide,
  { createdOn, receiver }: AcknowledgmentEnvelope,
  row: OutgoingStatus,
): Generator<OutgoingSegment> {
  const { provider, reference, source } = row;
  yield ['BHT', guide.structure, '08', reference, compactDate(createdOn), writtenAt, guide.purpose];
  yield ['HL', '1', '', '20', '1'];
  yield ['NM1', 'PR', '2', source.name, '', '', '', '', '46', source.id];
  yield ['TRN', '1', reference];
  yield ['HL', '2', '1', '21', '1'];
  yield ['NM1', '41', '2', receiver, '', '', '', '', '46', receiver];
  yield ['TRN', '2', row.batchReference];
  for (const status of row.statuses) yield statusSegment(status, '');
  yield* countSegments(row);
  if (row.claims.length === 0) return;
  yield ['HL', '3', '2', '19', '1'];
  yield ['NM1', '85', '2', provider.name, '', '', '', '', 'XX', provider.npi];
  for (const [index, claim] of row.claims.entries()) {
    yield ['HL', String(index + 4), '3', guide.claimLevel, '0'];
    yield* claimSegments(guide, claim);
  }
}

function* countSegments(row: OutgoingStatus): Generator<OutgoingSegment> {
  if (row.acceptedClaims !== null) yield ['QTY', '90', String(row.acceptedClaims)];
  if (row.rejectedClaims !== null) yield ['QTY', 'AA', String(row.rejectedClaims)];
}

function* claimSegments(guide: Guide, claim: OutgoingClaimStatus): Generator<OutgoingSegment> {
  const { chargeCents, patient, patientControlNumber, payerControlNumber, serviceDate } = claim;
  const { first, last, memberId } = patient;
  const person = guide.claimLevel === 'PT' ? 'QC' : 'IL';
  yield ['NM1', person, '1', last, first, '', '', '', 'MI', memberId];
  yield ['TRN', '2', claim.trace ?? patientControlNumber];
  for (const status of claim.statuses) yield statusSegment(status, amountText(chargeCents));
  if (payerControlNumber !== '') yield ['REF', '1K', payerControlNumber];
  if (guide.claimReference !== null) yield ['REF', guide.claimReference, patientControlNumber];
  yield ['DTP', '472', 'D8', compactDate(serviceDate)];
}

function statusSegment(row: Status, charge: string): OutgoingSegment {
  const code = [row.category, row.status, row.entity];
  return ['STC', code, row.date === null ? '' : compactDate(row.date), row.action, charge];
}
