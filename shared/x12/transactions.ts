/** A whole file of small transaction sets as values: 837, 999, 277, 271. An 835 is streamed instead. */
import { type Issue, issue } from '../values/issue.ts';
import {
  endEnvelope,
  newEnvelope,
  noteStray,
  strayAcknowledgment,
  trackEnvelope,
} from './envelope.ts';
import { endScan, scan, startScan } from './scan.ts';
import { elementOf, idOf, type Segment } from './segment.ts';
import { keep, type SegmentView, tagOf } from './segment-view.ts';

/** An ST with the numbers that envelop it. */
export type Transaction = {
  /** ISA06, ISA08 and ISA13. */
  readonly interchangeSender: string;
  readonly interchangeReceiver: string;
  readonly interchangeNumber: string;
  /** GS02, GS03, GS06 and GS08. */
  readonly groupSender: string;
  readonly groupReceiver: string;
  readonly groupNumber: string;
  readonly version: string;
  /** ST01 and ST02. */
  readonly set: string;
  readonly number: string;
  /** Between ST and SE, both excluded. */
  readonly segments: readonly Segment[];
  /** False when the SE is missing. */
  readonly complete: boolean;
};

export type TransactionFile = {
  readonly transactions: readonly Transaction[];
  /** The TA1s. */
  readonly interchangeAcknowledgments: readonly Segment[];
  readonly findings: readonly Issue[];
};

type Open = {
  isa: Segment | null;
  gs: Segment | null;
  st: Segment | null;
  body: Segment[];
  readonly transactions: Transaction[];
  readonly acknowledgments: Segment[];
};

const ta1 = tagOf('TA1');

/** Never throws for what the bytes hold; a fatal finding says that reading ended early. */
export function readTransactions(bytes: Uint8Array): TransactionFile {
  const scanner = startScan();
  const envelope = newEnvelope();
  const findings: Issue[] = [];
  const transactions: Transaction[] = [];
  const open: Open = { isa: null, gs: null, st: null, body: [], transactions, acknowledgments: [] };
  const visit = (view: SegmentView) => {
    const outer = trackEnvelope(envelope, view, findings);
    if (!outer && view.tag !== ta1) noteStray(envelope, view, findings);
    take(open, keep(view), outer);
  };
  scan(scanner, bytes, visit);
  endScan(scanner, visit);
  close(open, false);
  if (scanner.fatal === null) endEnvelope(envelope, findings);
  else findings.push(scanner.fatal);
  return { transactions, interchangeAcknowledgments: open.acknowledgments, findings };
}

/** For a reader that takes no TA1. */
export function unreadAcknowledgments({ interchangeAcknowledgments }: TransactionFile): Issue[] {
  return interchangeAcknowledgments.map(({ ordinal }) =>
    issue(strayAcknowledgment, 'error', ordinal),
  );
}

function take(open: Open, segment: Segment, outer: boolean): void {
  if (!outer) {
    if (open.st !== null) open.body.push(segment);
    else if (idOf(segment) === 'TA1') open.acknowledgments.push(segment);
    return;
  }
  close(open, idOf(segment) === 'SE');
  if (idOf(segment) === 'ISA') open.isa = segment;
  if (idOf(segment) === 'GS') open.gs = segment;
  if (idOf(segment) === 'ST') open.st = segment;
}

function close(open: Open, complete: boolean): void {
  const { body, gs, isa, st } = open;
  if (st === null) return;
  open.transactions.push({
    interchangeSender: elementOrNone(isa, 6),
    interchangeReceiver: elementOrNone(isa, 8),
    interchangeNumber: elementOrNone(isa, 13),
    groupSender: elementOrNone(gs, 2),
    groupReceiver: elementOrNone(gs, 3),
    groupNumber: elementOrNone(gs, 6),
    version: elementOrNone(gs, 8),
    set: elementOf(st, 1),
    number: elementOf(st, 2),
    segments: body,
    complete,
  });
  open.st = null;
  open.body = [];
}

function elementOrNone(segment: Segment | null, n: number): string {
  return segment === null ? '' : elementOf(segment, n);
}
