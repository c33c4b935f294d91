/** Paper EOBs typed off as CSV, a row an adjustment or a line without one: each check as the payment that an 835 would tell. */
import { type Cells, cellsOf } from '../csv/cells.ts';
import { type CsvRow, readCsv } from '../csv/read-csv.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { Issue } from '../values/issue.ts';
import { type Cents, parseDollars, zero } from '../values/money.ts';
import { type PaperPayment, paperPayment } from './paper-payment.ts';
import type { Adjustment } from './remittance.ts';

export type PaperFile = {
  readonly fatal: boolean;
  readonly issues: readonly Issue[];
  readonly rows: number;
  /** Rows that do not tell their check. */
  readonly rejected: number;
  /** In the order of their first rows. */
  readonly payments: readonly PaperPayment[];
};

type CheckIdentity = {
  readonly payerId: string;
  readonly number: string;
  readonly date: CalendarDate;
  readonly paidCents: Cents;
};

export type PaperRow = {
  readonly row: number;
  readonly check: CheckIdentity;
  readonly patientControlNumber: string;
  readonly status: string;
  /** The billed line; 0 for the claim as a whole. */
  readonly line: number;
  /** Null when the cell is empty. */
  readonly chargeCents: Cents | null;
  readonly paidCents: Cents | null;
  readonly adjustment: Adjustment | null;
  /** Of its cells beside the check's; its check can not be proved then. */
  readonly issues: readonly Issue[];
};

const needed = [
  'payer_id',
  'check_number',
  'check_date',
  'check_amount',
  'patient_control_number',
  'claim_status',
  'charge',
  'paid',
] as const;
const columns = [...needed, 'line', 'group', 'carc', 'amount'] as const;

type Column = (typeof columns)[number];

/** `controlNumberOf` is the number by which we billed a line, as an 835 would return it. */
export function readPaperRemittances(
  bytes: Uint8Array,
  controlNumberOf: (patientControlNumber: string, line: number) => string,
): PaperFile {
  const file = readCsv(bytes, needed, columns);
  const read = file.rows.map(readRow);
  const usable = read.flatMap(({ row }) => (row === null ? [] : [row]));
  const checks = [...Map.groupBy(usable, ({ check }) => JSON.stringify(check)).values()];
  const payments = checks.map((rows, index) => paperPayment(rows, index + 1, controlNumberOf));
  return {
    fatal: file.fatal,
    issues: [...file.issues, ...read.flatMap(({ issues }) => issues)],
    rows: file.rows.length,
    rejected: read.length - usable.length,
    payments,
  };
}

function readRow(row: CsvRow<Column>): {
  readonly row: PaperRow | null;
  readonly issues: readonly Issue[];
} {
  const cells = cellsOf(row);
  const check: CheckIdentity = {
    payerId: cells.needed('payer_id'),
    number: cells.needed('check_number'),
    date: cells.date('check_date'),
    paidCents: cells.amount('check_amount'),
  };
  if (cells.issues.length > 0) return { row: null, issues: cells.issues };
  const said = {
    row: row.row,
    check,
    patientControlNumber: cells.needed('patient_control_number'),
    status: cells.read('claim_status', parseStatus, ''),
    line: cells.text('line') === '' ? 0 : cells.read('line', parseLine, 0),
    chargeCents: amountIn(cells, 'charge'),
    paidCents: amountIn(cells, 'paid'),
    adjustment: adjustmentIn(cells),
  };
  return { row: { ...said, issues: cells.issues }, issues: cells.issues };
}

/** A reversal's amounts are negative. */
function amountIn(cells: Cells<Column>, column: 'charge' | 'paid'): Cents | null {
  return cells.text(column) === '' ? null : cells.read(column, parseDollars, zero);
}

/** Group, code and amount, or none of them. */
function adjustmentIn(cells: Cells<Column>): Adjustment | null {
  const said = (['group', 'carc', 'amount'] as const).some((column) => cells.text(column) !== '');
  if (!said) return null;
  return {
    group: cells.read('group', parseGroup, ''),
    carc: cells.read('carc', parseCarc, ''),
    amountCents: cells.read('amount', parseDollars, zero),
  };
}

/** CLP02. */
function parseStatus(cell: string): string | undefined {
  return /^([1-4]|19|2[0-35])$/.test(cell) ? cell : undefined;
}

function parseLine(cell: string): number | undefined {
  return /^\d{1,3}$/.test(cell) ? Number(cell) : undefined;
}

function parseGroup(cell: string): string | undefined {
  return /^(CO|CR|OA|PI|PR)$/i.test(cell) ? cell.toUpperCase() : undefined;
}

function parseCarc(cell: string): string | undefined {
  return /^[A-Z]?\d{1,3}$/i.test(cell) ? cell.toUpperCase() : undefined;
}
