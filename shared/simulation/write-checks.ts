/** A payer's payments of one day as the bytes of an 835. */
import type {
  OutgoingClaimPayment,
  OutgoingPayment,
  OutgoingServicePayment,
  RemittanceFile,
} from '../remittance/remittance-file.ts';
import { writeRemittance } from '../remittance/write.ts';
import { type CalendarDate, compactDate } from '../values/dates.ts';
import { hashOf } from '../values/ids.ts';
import { type Answer, type AnswerLine, chargedOf, paidOf, patientShareOf } from './answer.ts';
import { present } from './chance.ts';
import type { Check } from './checks.ts';
import type { MarketPayer } from './market.ts';

type Issuer = Pick<MarketPayer, 'manners' | 'plan'>;

export function writeChecks(payer: Issuer, checks: readonly Check[]): Uint8Array {
  const { date, payee } = present(checks[0]);
  const number = numberOf(payer.manners.payerId, date);
  const file: RemittanceFile = {
    sender: payer.manners.payerId,
    receiver: payee.npi,
    createdOn: date,
    interchangeNumber: number,
    groupNumber: number,
    payments: checks.map((check, index) => paymentOf(payer, check, index + 1)),
  };
  return writeRemittance(file);
}

/** ISA13 of the payer's file of that day. */
function numberOf(payerId: string, date: CalendarDate): number {
  const last = /^\d{3,}$/.test(payerId) ? Number(payerId.slice(-3)) : hashNumber(payerId);
  return Number(compactDate(date).slice(2)) * 1000 + last;
}

function hashNumber(text: string): number {
  return Number.parseInt(hashOf(text).slice(0, 8), 16) % 1000;
}

/** A payment of nothing moves no money: NON, handling H. */
function paymentOf({ manners, plan }: Issuer, check: Check, ordinal: number): OutgoingPayment {
  const pays = check.paidCents > 0;
  return {
    transactionNumber: ordinal,
    handling: pays ? 'I' : 'H',
    paidCents: check.paidCents,
    method: pays ? 'ACH' : 'NON',
    checkDate: check.date,
    producedOn: check.date,
    trace: check.trace,
    originator: `1${manners.taxId}`,
    payer: { name: plan.name, planId: '', payerId: manners.payerId },
    payee: check.payee,
    claims: check.answers.map(claimOf),
    providerAdjustments: check.adjustments,
  };
}

function claimOf(answer: Answer): OutgoingClaimPayment {
  return {
    patientControlNumber: answer.claimId,
    status: answer.status,
    chargeCents: chargedOf(answer),
    paidCents: paidOf(answer),
    patientCents: patientShareOf(answer),
    payerControlNumber: answer.payerControlNumber,
    filingCode: answer.claimFilingCode,
    placeOfService: answer.place,
    frequency: answer.frequency,
    patient: answer.patient,
    correctedMemberId: answer.correctedMemberId,
    crossover: answer.crossover ?? null,
    renderingNpi: answer.renderingNpi,
    adjustments: [],
    remarks: [],
    interestCents: answer.interestCents,
    lines: answer.lines.map(lineOf),
  };
}

function lineOf(line: AnswerLine): OutgoingServicePayment {
  return {
    procedure: { qualifier: qualifierOf(line), code: line.procedure, modifiers: line.modifiers },
    submittedProcedure:
      line.billed === undefined
        ? null
        : { qualifier: 'HC', code: line.billed, modifiers: line.modifiers },
    originalUnits: '',
    chargeCents: line.chargeCents,
    paidCents: line.paidCents,
    paidUnits: String(line.units),
    serviceDate: line.serviceDate,
    serviceDateTo: line.serviceDate,
    adjustments: line.adjustments,
    remarks: line.remarks,
    lineControlNumber: line.controlNumber,
    allowedCents: null,
  };
}

/** A revenue code is shorter than any procedure. */
function qualifierOf({ procedure }: AnswerLine): string {
  return /^\d{3,4}$/.test(procedure) ? 'NU' : 'HC';
}
