/** A reference file: which one it is, told by its content, and its rows. A bad row is left out, the others go on. */
import { fiscalYearOf, readOrderFile } from '../codes/icd10cm.ts';
import { cellsOf } from '../csv/cells.ts';
import { type CsvRow, readCsv } from '../csv/read-csv.ts';
import { type Issue, issue } from '../values/issue.ts';
import { readIndices, readRelativeValues } from './read-mpfs.ts';
import { readPractice } from './read-practice.ts';
import {
  type ReferenceKind,
  type ReferenceRow,
  type ReferenceRows,
  referenceKey,
} from './reference-row.ts';
import { sniffReference } from './sniff.ts';
import { type Table, type TableKind, tables } from './tables.ts';

export type ReferenceFile = {
  readonly kind: ReferenceKind | null;
  /** Nothing of the file can be used. */
  readonly fatal: boolean;
  readonly issues: readonly Issue[];
  /** Good rows in the file's order; a row that a later one of the file replaces is still here. */
  readonly rows: readonly ReferenceRow[];
  /** Rows with an issue of severity `error`. */
  readonly rejected: number;
};

/** Reads a reference file; its name only tells the year of an order file. */
export function readReference(bytes: Uint8Array, fileName: string): ReferenceFile {
  const kind = sniffReference(bytes);
  switch (kind) {
    case null:
      return nothing(null, [issue('reference-unknown', 'fatal')]);
    case 'practice':
      return readPracticeFile(bytes);
    case 'icd10cm':
      return readDiagnosisFile(bytes, fileName);
    case 'pprrvu':
      return { kind, ...readRelativeValues(bytes, fileName) };
    case 'gpci':
      return { kind, ...readIndices(bytes) };
    case 'payers':
      return readTable(bytes, kind, tables[kind], (key, row) => ({ kind, key, row }));
    case 'receivers':
      return readTable(bytes, kind, tables[kind], (key, row) => ({ kind, key, row }));
    case 'contracts':
      return readTable(bytes, kind, tables[kind], (key, row) => ({ kind, key, row }));
    case 'reductions':
      return readTable(bytes, kind, tables[kind], (key, row) => ({ kind, key, row }));
    case 'fee_schedules':
      return readTable(bytes, kind, tables[kind], (key, row) => ({ kind, key, row }));
    case 'providers':
      return readTable(bytes, kind, tables[kind], (key, row) => ({ kind, key, row }));
    case 'owners':
      return readTable(bytes, kind, tables[kind], (key, row) => ({ kind, key, row }));
    case 'authorizations':
      return readTable(bytes, kind, tables[kind], (key, row) => ({ kind, key, row }));
    case 'auth_required':
      return readTable(bytes, kind, tables[kind], (key, row) => ({ kind, key, row }));
  }
}

function nothing(kind: ReferenceKind | null, issues: readonly Issue[]): ReferenceFile {
  return { kind, fatal: true, issues, rows: [], rejected: 0 };
}

function readPracticeFile(bytes: Uint8Array): ReferenceFile {
  const { practice, issues } = readPractice(bytes);
  const fatal = issues.some((found) => found.severity === 'fatal');
  if (practice === null)
    return { kind: 'practice', fatal, issues, rows: [], rejected: fatal ? 0 : 1 };
  const rows = [{ kind: 'practice', key: 'practice', row: practice } as const];
  return { kind: 'practice', fatal, issues, rows, rejected: 0 };
}

function readDiagnosisFile(bytes: Uint8Array, fileName: string): ReferenceFile {
  const fiscalYear = fiscalYearOf(fileName);
  if (fiscalYear === null) return nothing('icd10cm', [issue('fiscal-year-unknown', 'fatal')]);
  const read = readOrderFile(new TextDecoder('latin1').decode(bytes), fiscalYear);
  const rows = read.map((row) => ({
    kind: 'icd10cm' as const,
    key: referenceKey(String(fiscalYear), row.letter),
    row,
  }));
  return { kind: 'icd10cm', fatal: false, issues: [], rows, rejected: 0 };
}

function readTable<Kind extends TableKind>(
  bytes: Uint8Array,
  kind: Kind,
  table: Table<Kind>,
  rowOf: (key: string, row: ReferenceRows[Kind]) => ReferenceRow,
): ReferenceFile {
  const file = readCsv<string>(bytes, table.needed, [...table.needed, ...table.optional]);
  if (file.fatal) return nothing(kind, file.issues);
  const read = file.rows.map((row) => readTableRow(row, table));
  const rows = read.flatMap(({ value }) =>
    value === null ? [] : [rowOf(referenceKey(...table.keyOf(value)), value)],
  );
  const issues = [...file.issues, ...read.flatMap((row) => row.issues), ...conflicts(rows)];
  return { kind, fatal: false, issues, rows, rejected: read.length - rows.length };
}

function readTableRow<Kind extends TableKind>(row: CsvRow<string>, table: Table<Kind>) {
  if (row.issues.length > 0) return { value: null, issues: row.issues };
  const cells = cellsOf(row);
  const value = table.read(cells);
  return { value: cells.issues.length > 0 ? null : value, issues: cells.issues };
}

/** One warning when rows of the file have the same key and do not say the same. */
function conflicts(rows: readonly ReferenceRow[]): Issue[] {
  const said = new Map<string, string>();
  for (const { key, row } of rows) {
    const content = JSON.stringify(row);
    if ((said.get(key) ?? content) !== content) return [issue('reference-conflict', 'warning')];
    said.set(key, content);
  }
  return [];
}
