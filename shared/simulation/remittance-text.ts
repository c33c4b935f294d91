/** A payer's payments as the text of an 835 (005010X221A1). */
import { compactDate } from '../values/dates.ts';
import { type Cents, formatDollars } from '../values/money.ts';
import {
  type Answer,
  type AnswerAdjustment,
  type AnswerLine,
  chargedOf,
  paidOf,
  patientShareOf,
} from './answer.ts';
import { present } from './chance.ts';
import type { Check } from './checks.ts';
import type { PayerManners } from './payer-manners.ts';
import { samplePayer } from './sample-payers.ts';

type Segment = readonly string[];

export function remittanceText(manners: PayerManners, checks: readonly Check[]): string {
  const { date, payee } = present(checks[0]);
  const day = compactDate(date);
  const control = `${day.slice(2)}${manners.payerId.slice(-3)}`;
  const segments: readonly Segment[] = [
    [
      'ISA',
      '00',
      ''.padEnd(10),
      '00',
      ''.padEnd(10),
      'ZZ',
      manners.payerId.padEnd(15),
      'ZZ',
      payee.npi.padEnd(15),
      day.slice(2),
      '0600',
      '^',
      '00501',
      control,
      '0',
      'P',
      ':',
    ],
    ['GS', 'HP', manners.payerId, payee.npi, day, '0600', control, 'X', '005010X221A1'],
    ...checks.flatMap((check, index) => transaction(manners, check, index + 1)),
    ['GE', String(checks.length), control],
    ['IEA', '1', control],
  ];
  return segments.map((segment) => `${trimmed(segment).join('*')}~\n`).join('');
}

function transaction(manners: PayerManners, check: Check, ordinal: number): readonly Segment[] {
  const control = String(ordinal).padStart(4, '0');
  const inside = [
    ['ST', '835', control],
    ...head(manners, check),
    ...check.answers.flatMap((answer, index) => [
      ...(index === 0 ? [['LX', '1']] : []),
      ...claim(answer),
    ]),
    ...check.adjustments.map((row) => [
      'PLB',
      check.payee.npi,
      `${check.date.slice(0, 4)}1231`,
      `${row.code}:${row.reference}`,
      dollars(row.amountCents),
    ]),
  ];
  return [...inside, ['SE', String(inside.length + 1), control]];
}

function head(manners: PayerManners, check: Check): readonly Segment[] {
  const day = compactDate(check.date);
  const paid = check.paidCents > 0;
  const bank = paid
    ? [
        '01',
        '071000013',
        'DA',
        '900000001',
        `1${manners.taxId}`,
        '',
        '01',
        '071000039',
        'DA',
        '800000001',
      ]
    : Array(10).fill('');
  return [
    [
      'BPR',
      paid ? 'I' : 'H',
      dollars(check.paidCents),
      'C',
      paid ? 'ACH' : 'NON',
      paid ? 'CCP' : '',
      ...bank,
      day,
    ],
    ['TRN', '1', check.trace, `1${manners.taxId}`],
    ['DTM', '405', day],
    ['N1', 'PR', samplePayer(manners.payerId).name],
    ['N3', '1 PAYER PLAZA'],
    ['N4', 'SPRINGFIELD', 'IL', '62701'],
    ['REF', '2U', manners.payerId],
    ['PER', 'BL', 'PROVIDER DESK', 'TE', '2175550199'],
    ['N1', 'PE', check.payee.name, 'XX', check.payee.npi],
    ['REF', 'TJ', check.payee.taxId],
  ];
}

function claim(answer: Answer): readonly Segment[] {
  const patient = patientShareOf(answer);
  const { last, first, memberId } = answer.patient;
  return [
    [
      'CLP',
      answer.claimId,
      answer.status,
      dollars(chargedOf(answer)),
      dollars(paidOf(answer)),
      patient === 0 ? '' : dollars(patient),
      answer.claimFilingCode,
      answer.payerControlNumber,
      '11',
      '1',
    ],
    ['NM1', 'QC', '1', last, first, '', '', '', 'MI', memberId],
    ...answer.lines.flatMap(service),
  ];
}

function service(line: AnswerLine): readonly Segment[] {
  const code = ['HC', line.procedure, ...line.modifiers].join(':');
  return [
    ['SVC', code, dollars(line.chargeCents), dollars(line.paidCents), '', String(line.units)],
    ['DTM', '472', compactDate(line.serviceDate)],
    ...casSegments(line.adjustments),
    ...(line.controlNumber === null ? [] : [['REF', '6R', line.controlNumber]]),
    ...line.remarks.map((remark) => ['LQ', 'HE', remark]),
  ];
}

/** One CAS a group. */
function casSegments(adjustments: readonly AnswerAdjustment[]): readonly Segment[] {
  return [...Map.groupBy(adjustments, (row) => row.group)].map(([group, rows]) => [
    'CAS',
    group,
    ...rows.flatMap((row) => [row.carc, dollars(row.amountCents), '']),
  ]);
}

/** X12 writes no needless zeros. */
function dollars(amount: Cents): string {
  return formatDollars(amount).replace(/\.00$|(\.\d)0$/, '$1');
}

function trimmed(segment: Segment): Segment {
  const last = segment.findLastIndex((element) => element !== '');
  return segment.slice(0, last + 1);
}
