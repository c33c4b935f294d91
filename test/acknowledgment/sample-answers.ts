/** Answers of a made-up clearinghouse, small enough to read: what it says of which numbers. */
import type { AcknowledgmentEnvelope } from '../../shared/acknowledgment/acknowledgment-file.ts';
import { writeAcknowledgments } from '../../shared/acknowledgment/write.ts';
import { writeStatuses } from '../../shared/acknowledgment/write-status.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';

const envelope: AcknowledgmentEnvelope = {
  sender: 'FAKEHOUSE',
  receiver: 'FAKECLINIC',
  createdOn: calendarDate('2026-04-02'),
  number: 7,
};

/** BHT03 of the first batch's first ST. */
const firstBatch = '0000000010001';

export function ta1(code: string, interchangeNumber = '000000001', note = '000'): Uint8Array {
  const sentOn = calendarDate('2026-04-01');
  return writeAcknowledgments(envelope, [{ interchangeNumber, code, note, sentOn }], []);
}

/** `codes` are IK501 of transactions 0001, 0002 and so on. */
export function group(
  code: string,
  codes: readonly string[],
  groupNumber = '1',
  functionalCode = 'HC',
): Uint8Array {
  const transactions = codes.map((own, index) => ({
    transactionNumber: String(index + 1).padStart(4, '0'),
    code: own,
  }));
  return writeAcknowledgments(envelope, [], [{ functionalCode, groupNumber, transactions, code }]);
}

export type Told = {
  readonly pcn: string;
  /** `A7:562:85` */
  readonly codes: readonly string[];
  readonly on?: string;
  /** Of the question that a 277 answers. */
  readonly trace?: string;
};

export function statuses(
  kind: '277CA' | '277',
  told: readonly Told[],
  batchReference = firstBatch,
): Uint8Array {
  const claims = told.map(({ codes, on = '2026-04-02', pcn, trace }) => ({
    ...(trace !== undefined && { trace }),
    patientControlNumber: pcn,
    payerControlNumber: 'FAKEICN1',
    patient: { last: 'SAMPLE', first: 'PAULA', memberId: 'M0001' },
    chargeCents: cents(14500),
    serviceDate: calendarDate('2026-03-02'),
    statuses: codes.map((code) => statusOf(code, on)),
  }));
  const provider = { name: 'FAKE CLINIC', npi: '1999999992' };
  const source = { name: 'FAKE HOUSE', id: 'FAKEHOUSE' };
  const totals = { acceptedClaims: null, rejectedClaims: null };
  const row = { batchReference, claims, provider, source, reference: 'ANSWER1', ...totals };
  return writeStatuses(kind, envelope, [{ ...row, statuses: [] }]);
}

export function statusOf(code: string, on: string) {
  const [category = '', status = '20', entity = ''] = code.split(':');
  return { category, status, entity, date: calendarDate(on), action: '' };
}
