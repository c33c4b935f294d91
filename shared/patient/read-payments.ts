/** A payments file: what patients paid, what the bank credited, what was given back. */
import { cellsOf } from '../csv/cells.ts';
import { readCsv } from '../csv/read-csv.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type EncounterId, encounterId, hashOf, type PayerId, payerId } from '../values/ids.ts';
import type { Issue } from '../values/issue.ts';
import { type Cents, parseDollars, zero } from '../values/money.ts';

const paymentKinds = ['patient', 'deposit', 'refund'] as const;

type PaymentKind = (typeof paymentKinds)[number];

export type PaymentRow = {
  /** 1-based, the header not counted. */
  readonly row: number;
  readonly paymentId: string;
  readonly kind: PaymentKind;
  readonly receivedOn: CalendarDate;
  readonly method: string;
  readonly amountCents: Cents;
  readonly patientId: string;
  readonly encounterId: EncounterId | null;
  /** The insurer that a refund goes to; null: the patient. */
  readonly payerId: PayerId | null;
  /** A deposit's, by which it is matched to a remittance (TRN02). */
  readonly traceNumber: string;
};

export type PaymentsFile = {
  readonly fatal: boolean;
  readonly issues: readonly Issue[];
  readonly rows: number;
  readonly payments: readonly PaymentRow[];
};

const needed = ['payment_id', 'received_on', 'amount', 'kind'] as const;
const columns = [
  ...needed,
  'method',
  'patient_id',
  'encounter_id',
  'payer_id',
  'trace_number',
] as const;

/** Reads a payments CSV; a bad row has issues and is left out. */
export function readPayments(bytes: Uint8Array): PaymentsFile {
  const file = readCsv(bytes, needed, columns);
  const issues: Issue[] = [...file.issues];
  const payments: PaymentRow[] = [];
  for (const row of file.rows) {
    const cells = cellsOf(row);
    const encounter = cells.text('encounter_id');
    const payer = cells.text('payer_id');
    const payment: PaymentRow = {
      row: row.row,
      paymentId: cells.needed('payment_id'),
      kind: cells.read('kind', kindNamed, 'patient'),
      receivedOn: cells.date('received_on'),
      method: cells.text('method'),
      amountCents: cells.read('amount', positiveDollars, zero),
      patientId: cells.text('patient_id'),
      encounterId: encounter === '' ? null : encounterId(encounter),
      payerId: payer === '' ? null : payerId(payer),
      traceNumber: cells.text('trace_number'),
    };
    if (cells.issues.length === 0) payments.push(payment);
    else issues.push(...cells.issues);
  }
  return { fatal: file.fatal, issues, rows: file.rows.length, payments };
}

function kindNamed(cell: string): PaymentKind | undefined {
  return paymentKinds.find((kind) => kind === cell);
}

function positiveDollars(cell: string): Cents | undefined {
  const amount = parseDollars(cell);
  return amount !== undefined && amount > 0 ? amount : undefined;
}

/** What the row says, wherever it stands: the same payment exported again hashes the same. */
export function paymentContentHash(payment: PaymentRow): string {
  const { row: _, ...said } = payment;
  return hashOf(JSON.stringify(said));
}
