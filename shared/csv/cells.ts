/**
 * One row's cells as values. What has the wrong form is noted as an issue at its column, and a
 * stand-in is returned: a row with an issue is never used, so no stand-in leaves its reader.
 */
import { type CalendarDate, calendarDate, parseDate } from '../values/dates.ts';
import { type Issue, issue } from '../values/issue.ts';
import { type Cents, parseDollars, zero } from '../values/money.ts';
import type { CsvRow } from './read-csv.ts';

export type Cells<Column extends string> = {
  /** Everything found so far: of the row itself and of the cells read. */
  readonly issues: readonly Issue[];
  text(column: Column): string;
  needed(column: Column): string;
  /** Upper case, as codes are written. */
  code(column: Column): string;
  /** The parts that spaces separate, upper case. */
  codes(column: Column): readonly string[];
  date(column: Column): CalendarDate;
  optionalDate(column: Column): CalendarDate | null;
  /** Dollars that are not negative. */
  amount(column: Column): Cents;
  /** A needed value by the caller's own reading, where undefined is a wrong form. */
  read<Value>(column: Column, parse: (cell: string) => Value | undefined, standIn: Value): Value;
};

const noDate = calendarDate('0001-01-01');

/** Opens a row for reading. */
export function cellsOf<Column extends string>(row: CsvRow<Column>): Cells<Column> {
  const issues: Issue[] = [...row.issues];
  function read<V>(code: string, column: Column, parse: (cell: string) => V | undefined, no: V): V {
    const cell = row.cell(column);
    const value = cell === '' ? undefined : parse(cell);
    if (value !== undefined) return value;
    const found = cell === '' ? 'value-missing' : code;
    issues.push(issue(found, 'error', row.row, row.placeOf(column)));
    return no;
  }
  const date = (column: Column) => read('bad-date', column, parseDate, noDate);
  return {
    issues,
    text: (column) => row.cell(column),
    needed: (column) => read('value-missing', column, (cell) => cell, ''),
    code: (column) => row.cell(column).toUpperCase(),
    codes: (column) => row.cell(column).toUpperCase().split(/\s+/).filter(Boolean),
    date,
    optionalDate: (column) => (row.cell(column) === '' ? null : date(column)),
    amount: (column) => read('bad-amount', column, parseAmount, zero),
    read: (column, parse, standIn) => read('bad-value', column, parse, standIn),
  };
}

function parseAmount(cell: string): Cents | undefined {
  const amount = parseDollars(cell);
  return amount !== undefined && amount >= 0 ? amount : undefined;
}
