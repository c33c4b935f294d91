/** A payments file: patients' money onto their claims, deposits against remittances, refunds out of credits. */
import { readPayments } from '../patient/read-payments.ts';
import { bytesOf, fileOf } from './inbox-file.ts';
import type { Step } from './ports.ts';
import { quarantineFile } from './quarantine.ts';
import { resultAction } from './stored-file.ts';
import { type TakenPayment, takePayment } from './take-payment.ts';

export const step: Step = (ports) => async (message) => {
  const file = await fileOf(ports, message);
  if (file === null) return { event: 'payments-known', counts: {} };
  const read = readPayments(await bytesOf(ports, file));
  if (read.fatal) {
    await quarantineFile(ports, file.practice, file.fileId, read.issues);
    return { event: 'payments-quarantined', counts: { files: 1 } };
  }
  const taken: TakenPayment[] = [];
  for (const payment of read.payments) taken.push(await takePayment(ports, file, payment));
  const posted = taken.filter((row) => row.outcome === 'booked').length;
  const rejected = read.rows - taken.length;
  await ports.records.transact([
    resultAction(file.practice, file.fileId, {
      status: 'done',
      rows: read.rows,
      posted,
      held: taken.length - posted,
      rejected,
      issues: [...read.issues, ...taken.flatMap((row) => row.issues)],
    }),
  ]);
  return { event: 'payments-taken', counts: { booked: posted, rejected } };
};
