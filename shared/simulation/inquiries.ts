/** Questions that payers are asked between claims: 270s answered by 271s, 276s by 277s, on the same day. */
import { writeStatuses } from '../acknowledgment/write-status.ts';
import type { EligibilityAnswer } from '../eligibility/eligibility-answer.ts';
import { readEligibilityInquiries } from '../eligibility/read-inquiry.ts';
import { writeEligibilityAnswers } from '../eligibility/write-answer.ts';
import { readStatusInquiries } from '../status/read-inquiry.ts';
import type { CalendarDate } from '../values/dates.ts';
import { readTransactions, type Transaction } from '../x12/transactions.ts';
import { clearinghouseName } from './clearinghouse-desk.ts';
import { answerEligibility } from './eligibility-desk.ts';
import type { Market } from './market.ts';
import type { AnswerFile } from './payer-mail.ts';
import type { PayerNotebook } from './payer-memory.ts';
import { answerStatus } from './status-desk.ts';

export type Counter = {
  readonly seed: number;
  readonly market: Market;
  readonly notebook: Pick<PayerNotebook, 'get'>;
  readonly today: CalendarDate;
};

export type Question = { readonly name: string; readonly bytes: Uint8Array };

/** Null for a file that asks nothing. */
export function answerQuestion(counter: Counter, file: Question): AnswerFile | null {
  const [first] = readTransactions(file.bytes).transactions;
  if (first?.set === '270') return eligibilityFile(counter, file, first);
  return first?.set === '276' ? statusFile(counter, file, first) : null;
}

function eligibilityFile(counter: Counter, file: Question, first: Transaction): AnswerFile {
  const { received } = readEligibilityInquiries(file.bytes);
  const answers = received.map((row): EligibilityAnswer => answerEligibility(counter, row));
  const { createdOn: date, ...head } = envelopeOf(first, counter.today);
  const bytes = writeEligibilityAnswers({ ...head, date, time: '1800' }, answers);
  return { kind: 'eligibility', name: `${stemOf(file.name)}.271`, bytes };
}

function statusFile(counter: Counter, file: Question, first: Transaction): AnswerFile {
  const { received } = readStatusInquiries(file.bytes);
  const bytes = writeStatuses(
    '277',
    envelopeOf(first, counter.today),
    received.map((row) => answerStatus(counter, row)),
  );
  return { kind: 'acknowledgments', name: `${stemOf(file.name)}.277`, bytes };
}

function envelopeOf(asked: Transaction, createdOn: CalendarDate) {
  const { interchangeNumber, interchangeSender } = asked;
  const number = (Number(interchangeNumber) * 10 + 9) % 1_000_000_000 || 9;
  return { sender: clearinghouseName, receiver: interchangeSender.trim(), createdOn, number };
}

/** Without its ending. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}
