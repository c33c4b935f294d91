/** Walks the levels of an 837 of either kind down to its claims. */
import { type Issue, issue } from '../values/issue.ts';
import {
  expectIn,
  firstOf,
  type Reading,
  startReading,
  textIn,
  unread,
  within,
} from '../x12/reading.ts';
import { findElement, type Segment, splitBefore } from '../x12/segment.ts';
import { eachOnce, readHeading } from '../x12/transaction-set.ts';
import { readTransactions, type Transaction, unreadAcknowledgments } from '../x12/transactions.ts';
import { readBilling, readPatient, readSender, readSubscriber } from './read-parties.ts';
import type { Submission } from './submitted-claim.ts';

export type ClaimFile<T> = {
  readonly claims: readonly T[];
  /** Segments above the claims that no field tells whole. */
  readonly other: readonly Segment[];
  readonly findings: readonly Issue[];
};

/** X222 is the professional guide, X223 the institutional. */
type ClaimKind = 'P' | 'I';

/** How claims of each kind are read; a kind that is not asked for is a finding. */
export type ClaimReaders<T> = {
  readonly [Kind in ClaimKind]?: (claim: Reading, submission: Submission) => T;
};

/** Claims in the order of the file. Never throws for what the bytes hold. */
export function readClaimFile<T>(bytes: Uint8Array, readers: ClaimReaders<T>): ClaimFile<T> {
  const file = readTransactions(bytes);
  const findings = [...file.findings, ...unreadAcknowledgments(file)];
  const files = file.transactions.map((transaction, index): ClaimFile<T> => {
    const kind = kindOf(transaction);
    const readClaim = readers[kind];
    if (transaction.set === '837' && readClaim) return readOne(transaction, readClaim);
    const strange = transaction.set === '837' ? strangers[kind] : 'transaction-not-837';
    return { claims: [], other: [], findings: [issue(strange, 'error', index + 1, 'ST01')] };
  });
  return {
    claims: files.flatMap(({ claims }) => claims),
    other: files.flatMap(({ other }) => other),
    findings: [...findings, ...files.flatMap((file) => file.findings)],
  };
}

/** What an ST of a kind is among those of the other. */
const strangers = { P: 'transaction-not-837I', I: 'transaction-not-837P' } as const;

/** By the lines or, where they are of both kinds or of none, by the guide in GS08. */
function kindOf({ segments, version }: Transaction): ClaimKind {
  const has = (id: string) => segments.some(({ elements }) => elements[0] === id);
  const facility = has('SV2');
  if (facility !== has('SV1')) return facility ? 'I' : 'P';
  return version.includes('X223') ? 'I' : 'P';
}

function readOne<T>(
  transaction: Transaction,
  readClaim: (claim: Reading, submission: Submission) => T,
): ClaimFile<T> {
  const reading = startReading(transaction.segments);
  const claims: T[] = [];
  const runs: Run[] = [];
  const told = new Set<Run>();
  for (const { above, loops, own, submission } of levelsOf(transaction, reading)) {
    runs.push(own);
    for (const loop of loops) claims.push(readClaim(within(reading, loop), submission));
    if (loops.length > 0) for (const run of above) told.add(run);
  }
  const other = runs.flatMap((run) => (told.has(run) ? unread(within(reading, run)) : run));
  return { claims, other, findings: eachOnce(reading.findings) };
}

type Run = readonly Segment[];

type Level = {
  /** What stands before its first claim. */
  readonly own: Run;
  /** The runs that its submission tells, `own` among them. */
  readonly above: readonly Run[];
  /** Each from its CLM to before the next. */
  readonly loops: readonly Run[];
  readonly submission: Submission;
};

/** Each level with what is in force there: the last billing provider, the last subscriber. */
function* levelsOf(transaction: Transaction, reading: Reading): Generator<Level> {
  const [head, ...levels] = splitBefore(transaction.segments, 'HL');
  const none: Run = [];
  const sent = sentOf(transaction, within(reading, head));
  let billing = { run: none, told: readBilling(within(reading, none)) };
  let subscriber = { run: none, told: readSubscriber(within(reading, none)) };
  const submission = { ...sent, billing: billing.told, ...subscriber.told };
  yield { own: head, above: [], loops: [], submission };
  for (const level of levels) {
    const code = findElement(level, 3, 'HL');
    const [run, ...loops] = splitBefore(level, 'CLM');
    const own = within(reading, run);
    expectHierarchy(own);
    if (code === '20') billing = { run, told: readBilling(own) };
    if (code === '22') subscriber = { run, told: readSubscriber(own) };
    const parties = code === '23' ? readPatient(own, subscriber.told) : subscriber.told;
    const above = [head, billing.run, subscriber.run, run];
    yield { own: run, above, loops, submission: { ...sent, billing: billing.told, ...parties } };
  }
}

function sentOf(transaction: Transaction, head: Reading) {
  const heading = readHeading(head, '0019');
  return {
    interchangeNumber: transaction.interchangeNumber,
    groupNumber: transaction.groupNumber,
    transactionNumber: transaction.number,
    batchReference: heading.reference,
    heading,
    ...readSender(head),
  };
}

/** HL01, HL02 and HL04 say what the order of the levels says. */
function expectHierarchy(level: Reading): void {
  const hl = firstOf(level, 'HL');
  for (const n of [1, 2, 4]) textIn(level, hl, n);
  expectIn(level, hl, 3, '20', '22', '23');
}
