/** Reads a file of acknowledgments: TA1s alone or before a group, 999s, 277CAs and 277s in any mixture. */
import { type Issue, issue } from '../values/issue.ts';
import { elementOf, type Segment } from '../x12/segment.ts';
import { readTransactions, type Transaction } from '../x12/transactions.ts';
import type { Acknowledgment, InterchangeAcknowledgment } from './acknowledgment.ts';
import { readGroupAcknowledgment } from './read-group.ts';
import { readStatusAcknowledgments } from './read-status.ts';

export type AcknowledgmentFile = {
  readonly acknowledgments: readonly Acknowledgment[];
  readonly findings: readonly Issue[];
};

/** Never throws for what the bytes hold. */
export function readAcknowledgments(bytes: Uint8Array): AcknowledgmentFile {
  const file = readTransactions(bytes);
  const findings = [...file.findings];
  const acknowledgments: Acknowledgment[] = file.interchangeAcknowledgments.map(readInterchange);
  for (const [index, transaction] of file.transactions.entries()) {
    const found = readTransaction(transaction);
    if (found.length === 0) {
      findings.push(issue('transaction-not-acknowledgment', 'error', index + 1, 'ST01'));
    }
    acknowledgments.push(...found);
  }
  return { acknowledgments, findings };
}

function readTransaction(transaction: Transaction): readonly Acknowledgment[] {
  switch (transaction.set) {
    case '999':
      return [readGroupAcknowledgment(transaction)];
    case '277':
      return readStatusAcknowledgments(transaction);
    default:
      return [];
  }
}

function readInterchange(segment: Segment): InterchangeAcknowledgment {
  return {
    kind: 'TA1',
    interchangeNumber: elementOf(segment, 1),
    code: elementOf(segment, 4),
    note: elementOf(segment, 5),
  };
}
