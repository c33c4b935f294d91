/** Reads a 999: which transaction sets of a group were taken. The errors that it lists are not read. */
import { findElement, splitBefore } from '../x12/segment.ts';
import type { Transaction } from '../x12/transactions.ts';
import type { GroupAcknowledgment } from './acknowledgment.ts';

export function readGroupAcknowledgment({ complete, segments }: Transaction): GroupAcknowledgment {
  const [head, ...loops] = splitBefore(segments, 'AK2', 'AK9');
  return {
    kind: '999',
    complete,
    functionalCode: findElement(head, 1, 'AK1'),
    groupNumber: findElement(head, 2, 'AK1'),
    transactions: loops
      .filter((loop) => findElement(loop, 0, 'AK2') !== '')
      .map((loop) => ({
        transactionNumber: findElement(loop, 2, 'AK2'),
        code: findElement(loop, 1, 'IK5') || findElement(loop, 1, 'AK5'),
      })),
    code: findElement(loops.flat(), 1, 'AK9'),
  };
}
