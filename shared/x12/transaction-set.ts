/** What the small transaction sets share: BHT, the account of a reading, one group of STs to be written. */
import { type CalendarDate, compactDate } from '../values/dates.ts';
import { type Issue, issue } from '../values/issue.ts';
import type { Delimiters } from './delimiters.ts';
import { dateIn, firstOf, type Reading, startReading, textIn } from './reading.ts';
import type { Segment } from './segment.ts';
import { readTransactions, type Transaction, unreadAcknowledgments } from './transactions.ts';
import { type OutgoingSegment, writeInterchange } from './write.ts';

/** BHT without its structure code. */
export type Heading = {
  /** BHT02: 13 request, 11 response, 01 cancellation, … */
  readonly purpose: string;
  /** BHT03, which an answer gives back. */
  readonly reference: string;
  readonly madeOn: CalendarDate | null;
  /** BHT05, HHMM. */
  readonly madeAt: string;
  /** BHT06. */
  readonly kind: string;
};

/** What the bytes told besides: the envelope's numbers, and segments that no field tells whole. */
type Received<T> = T & {
  readonly interchangeNumber: string;
  readonly groupNumber: string;
  readonly transactionNumber: string;
  /** False when the ST has no SE; then something may be missing. */
  readonly complete: boolean;
  /** Of the loops above it too, where it is the first below them. */
  readonly other: readonly Segment[];
};

export type ReceivedFile<T> = {
  readonly received: readonly Received<T>[];
  readonly findings: readonly Issue[];
};

type Kept<T> = T & { readonly other: readonly Segment[] };

/** Reads the STs of one set; any other is an error of the file. Never throws for what the bytes hold. */
export function readSet<T>(
  bytes: Uint8Array,
  set: string,
  read: (reading: Reading) => readonly Kept<T>[],
): ReceivedFile<T> {
  const file = readTransactions(bytes);
  const findings = [...file.findings, ...unreadAcknowledgments(file)];
  const found = file.transactions.map((transaction, index) =>
    transaction.set === set ? readOne(transaction, read) : stranger<T>(set, index + 1),
  );
  return {
    received: found.flatMap(({ received }) => received),
    findings: [...findings, ...found.flatMap((one) => one.findings)],
  };
}

function readOne<T>(
  transaction: Transaction,
  read: (reading: Reading) => readonly Kept<T>[],
): ReceivedFile<T> {
  const { complete, groupNumber, interchangeNumber, number } = transaction;
  const reading = startReading(transaction.segments);
  const numbers = { complete, groupNumber, interchangeNumber, transactionNumber: number };
  const received = read(reading).map((one) => ({ ...one, ...numbers }));
  return { received, findings: eachOnce(reading.findings) };
}

/** Loops above several others are read for each of them. */
export function eachOnce(findings: readonly Issue[]): Issue[] {
  return [...new Map(findings.map((one) => [`${one.row} ${one.place}`, one])).values()];
}

function stranger<T>(set: string, place: number): ReceivedFile<T> {
  return { received: [], findings: [issue(`transaction-not-${set}`, 'error', place, 'ST01')] };
}

/** BHT; BHT01 counts as read when it is the guide's own. */
export function readHeading(reading: Reading, structure: string): Heading {
  const bht = firstOf(reading, 'BHT', structure) ?? firstOf(reading, 'BHT');
  return {
    purpose: textIn(reading, bht, 2),
    reference: textIn(reading, bht, 3),
    madeOn: dateIn(reading, bht, 4),
    madeAt: textIn(reading, bht, 5),
    kind: textIn(reading, bht, 6),
  };
}

export function headingSegment(structure: string, heading: Heading): OutgoingSegment {
  const { kind, madeAt, madeOn, purpose, reference } = heading;
  const date = madeOn === null ? '' : compactDate(madeOn);
  return ['BHT', structure, purpose, reference, date, madeAt, kind];
}

export type SetEnvelope = {
  /** ISA06 and GS02, ISA08 and GS03. */
  readonly sender: string;
  readonly receiver: string;
  readonly date: CalendarDate;
  /** HHMM. */
  readonly time: string;
  /** ISA13 and GS06. */
  readonly number: number;
  readonly delimiters?: Delimiters;
};

export type Guide = {
  /** ST01, GS01 and GS08. */
  readonly set: string;
  readonly functionalCode: string;
  readonly version: string;
};

/** One interchange of one group, an ST for each body, numbered from 0001. */
export function writeSet(
  guide: Guide,
  envelope: SetEnvelope,
  bodies: readonly Iterable<OutgoingSegment>[],
): Uint8Array {
  const { functionalCode, set, version } = guide;
  const { number, receiver, sender } = envelope;
  const transactions = bodies.map((segments, index) => ({
    set,
    number: String(index + 1).padStart(4, '0'),
    version,
    segments,
  }));
  const group = { functionalCode, sender, receiver, number, version, transactions };
  return writeInterchange({ ...envelope, groups: [group] });
}
