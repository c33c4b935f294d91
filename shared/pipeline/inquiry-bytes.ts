/** The 276 of a batch of questions, an ST a claim. */
import { batchReference } from '../claim/write-file.ts';
import { partiesOf } from '../claim/write-parties.ts';
import type { Payer, Practice } from '../reference/reference.ts';
import type { StatusInquiry } from '../status/status-inquiry.ts';
import { writeStatusInquiries } from '../status/write-inquiry.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, claimId, type PracticeId } from '../values/ids.ts';
import { namedParty, type Party } from '../x12/party.ts';
import { batchedClaims } from './batch-bytes.ts';
import type { Ports } from './ports.ts';
import { readReference } from './read-reference.ts';
import type { StoredBatch } from './stored-batch.ts';
import type { ClaimParts, StoredClaim } from './stored-claim.ts';

/** Written in the evening; the time of day is a constant, not a clock. */
const writtenAt = '1800';

export async function inquiryBytes(
  ports: Ports,
  practice: PracticeId,
  batch: StoredBatch,
): Promise<Uint8Array> {
  const reference = await readReference(ports, practice);
  const { attempts, number, on, receiver } = batch;
  if (reference.practice === null) throw new Error('questions without a provider');
  const inquiries: StatusInquiry[] = [];
  const asked = await batchedClaims(ports.records, practice, batch);
  for (const [index, { parts, ...version }] of asked.entries()) {
    const { claim, payerId } = versionNamed(parts, version.number);
    const payer = payerId && reference.payers.get(payerId);
    if (claim === undefined || !payer) throw new Error('a question about nothing');
    const attempt = attempts[index] ?? 1;
    const set = String(index + 1).padStart(4, '0');
    inquiries.push({
      ...peopleOf(claim, payer, reference.practice, receiver),
      ...claimOf(claim, parts),
      heading: headingOf(batchReference(number, set), on),
      trace: { ...ours, number: traceOf(version.claim, version.number, attempt) },
    });
  }
  const { submitterId } = reference.practice;
  const envelope = { sender: submitterId, receiver, date: on, time: writtenAt, number };
  return writeStatusInquiries(envelope, inquiries);
}

/** Of a bill to the second payer, that payer. */
export function versionNamed({ bills, versions }: ClaimParts, number: number) {
  const bill = bills.find((row) => row.number === number);
  const claim = versions.find((row) => row.number === (bill?.of ?? number))?.claim;
  const { payerId, secondary } = claim?.encounter ?? {};
  return { claim, payerId: bill === undefined ? payerId : secondary?.payerId };
}

const ours = { kind: '1', origin: '', originDetail: '' };

/** TRN02: which claim, which version, the how many-th question. */
function traceOf(claim: ClaimId, version: number, attempt: number): string {
  return `${claim}V${version}A${attempt}`;
}

/** The claim and version that an answer names by our own trace; null for any other text. */
export function parseTrace(text: string): { readonly claim: ClaimId; readonly of: number } | null {
  const [, claim, of] = /^(C[A-Z0-9]{16})V(\d{1,3})A\d{1,3}$/.exec(text) ?? [];
  return claim === undefined ? null : { claim: claimId(claim), of: Number(of) };
}

function headingOf(reference: string, madeOn: CalendarDate) {
  return { purpose: '13', reference, madeOn, madeAt: writtenAt, kind: '' };
}

function peopleOf(claim: StoredClaim, payer: Payer, practice: Practice, receiver: string) {
  const { memberId, patient, relationship, subscriber } = partiesTo(claim, payer);
  const { birthDate, first, last, sex } = subscriber;
  const insured = { role: 'IL', kind: '1', name: last, first, idQualifier: 'MI', id: memberId };
  const self = relationship === 'self';
  const asked = { role: 'QC', kind: '1', name: patient.last, first: patient.first };
  return {
    payer: organization('PR', payer.name, 'PI', payer.payerId),
    receiver: organization('41', practice.name, '46', practice.submitterId || receiver),
    provider: organization('1P', practice.name, 'XX', practice.npi),
    subscriber: namedParty({ ...insured, birthDate, sex: self ? sex : '' }),
    dependent: self
      ? null
      : namedParty({ ...asked, birthDate: patient.birthDate, sex: patient.sex }),
  };
}

function partiesTo(claim: StoredClaim, payer: Payer) {
  const { patient, payerId, secondary } = claim.encounter;
  const first = partiesOf({ claim, payer });
  if (payer.payerId === payerId || secondary === null) return first;
  const { memberId } = secondary;
  return { memberId, patient, relationship: 'self' as const, subscriber: patient };
}

function organization(role: string, name: string, idQualifier: string, id: string): Party {
  return namedParty({ role, kind: '2', name, idQualifier, id });
}

function claimOf(claim: StoredClaim, { receipts }: ClaimParts) {
  const { lines } = claim.encounter;
  const own = receipts.map((row) => row.payerControlNumber).find((number) => number !== '');
  const [from = claim.takenOn] = lines.map((line) => line.serviceDate).sort();
  const to =
    lines
      .map((line) => line.serviceDateTo)
      .sort()
      .at(-1) ?? from;
  return {
    payerControlNumber: own ?? '',
    billType: '',
    patientControlNumber: claim.claimId,
    references: [],
    chargeCents: claim.chargeCents,
    service: { from, to },
    lines: [],
  };
}
