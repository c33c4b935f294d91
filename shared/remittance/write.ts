/** Writes an 835 (005010X221A1), a payment an ST. Whether it balances is up to its writer. */
import { calendarDate, compactDate } from '../values/dates.ts';
import {
  amountText,
  type OutgoingSegment,
  type OutgoingTransaction,
  writeInterchange,
} from '../x12/write.ts';
import type { ProviderAdjustment } from './remittance.ts';
import type { OutgoingPayment, RemittanceFile } from './remittance-file.ts';
import { claimSegments } from './write-claim-payment.ts';

const writtenAt = '1800';
const mostPairs = 6;

export function writeRemittance(file: RemittanceFile): Uint8Array {
  const { createdOn, delimiters, groupNumber, interchangeNumber, receiver, sender } = file;
  const group = {
    functionalCode: 'HP',
    sender,
    receiver,
    number: groupNumber,
    version: '005010X221A1',
    transactions: file.payments.map(transactionOf),
  };
  return writeInterchange({
    sender,
    receiver,
    date: createdOn,
    time: writtenAt,
    number: interchangeNumber,
    groups: [group],
    ...(delimiters && { delimiters }),
  });
}

function transactionOf(payment: OutgoingPayment): OutgoingTransaction {
  const number = String(payment.transactionNumber).padStart(4, '0');
  return { set: '835', number, version: '', segments: paymentSegments(payment) };
}

function* paymentSegments(payment: OutgoingPayment): Generator<OutgoingSegment> {
  yield* headSegments(payment);
  if (payment.claims.length > 0) yield ['LX', '1'];
  for (const claim of payment.claims) yield* claimSegments(claim);
  yield* providerAdjustmentSegments(payment);
}

function headSegments(payment: OutgoingPayment): OutgoingSegment[] {
  const { handling, method, originator, payee, payer } = payment;
  const paid = amountText(payment.paidCents);
  const format = method === 'ACH' ? 'CCP' : '';
  const bank = ['', '', '', ''];
  const day = compactDate(payment.checkDate);
  const plan = payer.planId === '' ? [] : ['XV', payer.planId];
  return [
    ['BPR', handling, paid, 'C', method, format, ...bank, originator, '', ...bank, day],
    ['TRN', '1', payment.trace, originator],
    ['DTM', '405', compactDate(payment.producedOn)],
    ['N1', 'PR', payer.name, ...plan],
    ['REF', '2U', payer.payerId],
    ['N1', 'PE', payee.name, 'XX', payee.npi],
    ['REF', 'TJ', payee.taxId],
  ];
}

/** A PLB a provider and year, six pairs each; PLB02 is the end of the year in which the payment falls unless told. */
function* providerAdjustmentSegments(payment: OutgoingPayment): Generator<OutgoingSegment> {
  const { checkDate, payee, providerAdjustments } = payment;
  const thisYear = calendarDate(`${checkDate.slice(0, 4)}-12-31`);
  const headOf = ({ fiscalYearEnd = thisYear, providerId = payee.npi }: ProviderAdjustment) =>
    `${compactDate(fiscalYearEnd)}${providerId}`;
  for (const [head, own] of Map.groupBy(providerAdjustments, headOf)) {
    for (let first = 0; first < own.length; first += mostPairs) {
      const pairs = own.slice(first, first + mostPairs).flatMap(pairOf);
      yield ['PLB', head.slice(8), head.slice(0, 8), ...pairs];
    }
  }
}

function pairOf({ amountCents, code, reference }: ProviderAdjustment) {
  return [[code, reference], amountText(amountCents)];
}
