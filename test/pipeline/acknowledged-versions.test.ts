/** Acknowledgments count for the version whose numbers they name. */
import { expect, test } from 'vitest';
import type { Receipt } from '../../shared/acknowledgment/receipt.ts';
import { currentStanding, firstAnswerOf } from '../../shared/pipeline/claim-facts.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { statusOf } from '../acknowledgment/sample-answers.ts';

const sent = (number: number, batch: string, on: string) => ({
  number,
  batch,
  receiver: 'clearinghouse',
  on: calendarDate(on),
});
const submissions = [sent(1, 'first.837', '2026-04-01'), sent(2, 'second.837', '2026-04-10')];

function receipt(kind: Receipt['kind'], batch: string | null, code: string, on: string): Receipt {
  return { kind, batch, statuses: [statusOf(code, on)], payerControlNumber: '' };
}

const rejectedFirst = receipt('277CA', 'first.837', 'A7:562', '2026-04-02');
const acceptedSecond = receipt('277CA', 'second.837', 'A2:20', '2026-04-11');

test('a claim that is sent again leaves its first rejection behind', () => {
  const receipts = [rejectedFirst];
  expect(currentStanding({ receipts, submissions }).state).toBe('sent');
  expect(currentStanding({ receipts, submissions: submissions.slice(0, 1) }).state).toBe(
    'rejected',
  );
  const both = [acceptedSecond, rejectedFirst];
  expect(currentStanding({ receipts: both, submissions }).state).toBe('accepted');
});

test('a late rejection of the first version says nothing of the second', () => {
  const late = receipt('277CA', 'first.837', 'A3:21', '2026-04-20');
  expect(currentStanding({ receipts: [acceptedSecond, late], submissions }).state).toBe('accepted');
});

test('the rejection rate asks about the first version alone', () => {
  const receipts = [rejectedFirst, acceptedSecond];
  expect(firstAnswerOf({ receipts, submissions })).toEqual({ acknowledged: true, rejected: true });
  const only = { receipts: [acceptedSecond], submissions };
  expect(firstAnswerOf(only)).toEqual({ acknowledged: false, rejected: false });
});

test('a 277 counts for the version that was out on its day, and acknowledges none', () => {
  const before = receipt('277', null, 'P1:20', '2026-04-05');
  const after = receipt('277', null, 'P1:20', '2026-04-12');
  expect(currentStanding({ receipts: [before], submissions }).state).toBe('sent');
  expect(currentStanding({ receipts: [after], submissions }).state).toBe('pended');
  expect(firstAnswerOf({ receipts: [after], submissions }).acknowledged).toBe(false);
});
