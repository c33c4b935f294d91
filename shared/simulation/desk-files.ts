/** The files of a morning on which the billers decided something. */
import type { CalendarDate } from '../values/dates.ts';
import { formatDollars } from '../values/money.ts';
import { decisionColumns } from './decisions.ts';
import type { DeskAnswer, Refund } from './desk-answers.ts';
import { fileOf, type PaymentsFile, paymentColumns } from './money-files.ts';

export function deskFiles(
  today: CalendarDate,
  answers: readonly DeskAnswer[],
): readonly PaymentsFile[] {
  const decisions = answers.flatMap((row) => row.decisions);
  const refunds = answers.flatMap((row) => row.refunds).map((row) => refundCells(today, row));
  return [
    fileOf('decisions', 'work.csv', decisionColumns, decisions),
    fileOf('payments', 'refunds.csv', paymentColumns, refunds),
  ].flat();
}

function refundCells(today: CalendarDate, { amountCents, encounterId, payerId }: Refund) {
  return {
    payment_id: `BACK-${payerId === '' ? 'P' : 'I'}-${encounterId}-${today}`,
    received_on: today,
    method: 'check',
    amount: formatDollars(amountCents),
    patient_id: '',
    encounter_id: encounterId,
    payer_id: payerId,
    trace_number: '',
    kind: 'refund',
  };
}
