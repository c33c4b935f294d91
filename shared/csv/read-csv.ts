/** CSV as the inbox promises it: RFC 4180, UTF-8, a header line, columns in any order. No meaning of a cell. */
import { CsvError, parse } from 'csv-parse/sync';
import { type Issue, issue } from '../values/issue.ts';

export type CsvRow<Column extends string> = {
  /** 1-based, the header not counted. */
  readonly row: number;
  /** The cell without the spaces around it; empty when the file has no such column. */
  readonly cell: (column: Column) => string;
  /** Where the file's sender finds a column's cell: in a CSV the column itself. */
  readonly placeOf: (column: Column) => string;
  readonly issues: readonly Issue[];
};

export type CsvFile<Column extends string> = {
  /** Nothing of the file can be used. */
  readonly fatal: boolean;
  readonly issues: readonly Issue[];
  readonly columns: ReadonlySet<Column>;
  readonly rows: readonly CsvRow<Column>[];
};

const longestCell = 1000;

/** Reads a file whose header has every `needed` column and any of the `known` ones. */
export function readCsv<Column extends string>(
  bytes: Uint8Array,
  needed: readonly NoInfer<Column>[],
  known: readonly Column[],
): CsvFile<Column> {
  const parsed = parseRecords(new TextDecoder().decode(bytes));
  if (!Array.isArray(parsed)) return unusable([parsed]);
  const [header = [], ...records] = parsed;
  const { places, issues } = placeColumns(header, needed, known);
  if (issues.some((found) => found.severity === 'fatal')) return unusable(issues);
  const rows = records.map((cells, index) => readRow(cells, index + 1, places, header.length));
  return { fatal: false, issues, columns: new Set(places.keys()), rows };
}

function unusable<Column extends string>(issues: readonly Issue[]): CsvFile<Column> {
  return { fatal: true, issues, columns: new Set(), rows: [] };
}

function parseRecords(text: string): string[][] | Issue {
  try {
    return parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error['records']);
    return issue('csv-quoting', 'fatal', row > 0 ? row : null);
  }
}

/** Where each known column stands; an unknown one is named by its number, never by its text. */
function placeColumns<Column extends string>(
  header: readonly string[],
  needed: readonly Column[],
  known: readonly Column[],
): { places: Map<Column, number>; issues: Issue[] } {
  const names = header.map((name) => name.trim().toLowerCase());
  const places = new Map(
    known
      .filter((column) => names.includes(column))
      .map((column) => [column, names.indexOf(column)]),
  );
  if (places.size === 0) return { places, issues: [issue('csv-no-header', 'fatal')] };
  const missing = needed.filter((column) => !places.has(column));
  const twice = known.filter((column) => names.lastIndexOf(column) !== names.indexOf(column));
  const isKnown = (name: string) => known.some((column) => column === name);
  const unknown = names.findIndex((name) => !isKnown(name));
  return {
    places,
    issues: [
      ...missing.map((column) => issue('column-missing', 'fatal', null, column)),
      ...twice.map((column) => issue('column-twice', 'fatal', null, column)),
      ...(unknown < 0 ? [] : [issue('unknown-column', 'warning', null, `column ${unknown + 1}`)]),
    ],
  };
}

function readRow<Column extends string>(
  cells: readonly string[],
  row: number,
  places: ReadonlyMap<Column, number>,
  width: number,
): CsvRow<Column> {
  const raw = (column: Column) => cells[places.get(column) ?? -1] ?? '';
  const read = textRow(row, [...places.keys()], raw);
  if (cells.length === width) return read;
  return { ...read, issues: [issue('csv-cells', 'error', row), ...read.issues] };
}

/** A row of texts, whatever file they come from: trimmed, and checked for what no text may hold. */
export function textRow<Column extends string>(
  row: number,
  columns: readonly Column[],
  textOf: (column: Column) => string,
  placeOf: (column: Column) => string = (column) => column,
): CsvRow<Column> {
  const issues = columns.flatMap((column) => {
    const code = badText(textOf(column));
    return code === null ? [] : [issue(code, 'error', row, placeOf(column))];
  });
  return { row, cell: (column) => textOf(column).trim(), placeOf, issues };
}

function badText(cell: string): string | null {
  if (cell.length > longestCell) return 'text-too-long';
  if (cell.includes('\0')) return 'text-nul';
  return cell.includes('\uFFFD') || !cell.isWellFormed() ? 'text-encoding' : null;
}
