/** An encounter file: rows, a service line each, gathered to encounters. A bad row spoils its encounter only. */
import { cellsOf } from '../csv/cells.ts';
import { type CsvRow, readCsv } from '../csv/read-csv.ts';
import { type EncounterId, encounterId, hashOf } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import type { Encounter } from './encounter.ts';
import { type EncounterColumn, encounterColumns, neededColumns } from './encounter-columns.ts';
import { type EncounterRow, readRow } from './read-row.ts';

export type ReadEncounter =
  | {
      readonly kind: 'readable';
      readonly encounter: Encounter;
      /** Rows differed on a header field; the first row's stands. */
      readonly rowsDisagree: boolean;
      readonly firstRow: number;
    }
  | {
      readonly kind: 'unusable';
      readonly encounterId: EncounterId | null;
      readonly firstRow: number;
      readonly issues: readonly Issue[];
    };

export type ReadableEncounter = Extract<ReadEncounter, { kind: 'readable' }>;

export type EncounterFile = {
  /** The file itself is of no use: no header, a needed column missing, broken quotes. */
  readonly fatal: boolean;
  /** Of the file and of all its rows. */
  readonly issues: readonly Issue[];
  /** In the order of their first rows; the file's rows in files.json are counted by these. */
  readonly encounters: readonly ReadEncounter[];
};

type Gathered = { readonly id: EncounterId | null; readonly rows: CsvRow<EncounterColumn>[] };

/** Reads a whole encounter file. */
export function readEncounterCsv(bytes: Uint8Array): EncounterFile {
  const file = readCsv(bytes, neededColumns, encounterColumns);
  const groups = gather(file.rows, file.columns.has('encounter_id'));
  const read = groups.map(readGroup);
  return {
    fatal: file.fatal,
    issues: [...file.issues, ...read.flatMap((one) => one.issues)],
    encounters: read.map((one) => one.encounter),
  };
}

/** Rows by encounter; a row that does not say its encounter stands alone. */
function gather(rows: readonly CsvRow<EncounterColumn>[], named: boolean): Gathered[] {
  const groups: Gathered[] = [];
  const byId = new Map<string, Gathered>();
  for (const row of rows) {
    const id = named ? row.cell('encounter_id') : visitKeyOf(row);
    const known = id === '' ? undefined : byId.get(id);
    if (known !== undefined) known.rows.push(row);
    else {
      const group = { id: id === '' ? null : encounterId(id), rows: [row] };
      groups.push(group);
      byId.set(id, group);
    }
  }
  return groups;
}

/** The id of an encounter that its file does not name: a hash of who, by whom and when. */
function visitKeyOf(row: CsvRow<EncounterColumn>): string {
  const parts = [row.cell('patient_id'), row.cell('rendering_npi'), row.cell('service_date')];
  return parts.includes('') ? '' : `enc${hashOf(...parts).slice(0, 20)}`;
}

function readGroup(group: Gathered): { encounter: ReadEncounter; issues: readonly Issue[] } {
  const firstRow = group.rows[0]?.row ?? 0;
  const read = group.rows.map(readValue);
  const issues = read.flatMap((row) => row.issues);
  if (group.id === null) issues.push(issue('value-missing', 'error', firstRow, 'encounter_id'));
  const [first, ...others] = read.flatMap((row) => (row.value === null ? [] : [row.value]));
  if (group.id === null || issues.length > 0 || first === undefined) {
    return { encounter: { kind: 'unusable', encounterId: group.id, firstRow, issues }, issues };
  }
  const other = others.findIndex((row) => !sameHeader(first, row));
  const encounter = encounterOf(group.id, first, others);
  return {
    encounter: { kind: 'readable', encounter, rowsDisagree: other >= 0, firstRow },
    issues:
      other < 0 ? [] : [issue('rows-disagree', 'warning', group.rows[other + 1]?.row ?? firstRow)],
  };
}

function readValue(row: CsvRow<EncounterColumn>) {
  if (row.issues.length > 0) return { value: null, issues: row.issues };
  const cells = cellsOf(row);
  const value = readRow(cells);
  return { value, issues: cells.issues };
}

function sameHeader(a: EncounterRow, b: EncounterRow): boolean {
  return JSON.stringify(a.header) === JSON.stringify(b.header);
}

function encounterOf(
  id: EncounterId,
  first: EncounterRow,
  others: readonly EncounterRow[],
): Encounter {
  const rows = [first, ...others];
  return {
    encounterId: id,
    ...first.header,
    lines: rows.map((row, index) => ({ line: index + 1, ...row.line })),
    closedAt: rows.find((row) => row.closedAt !== '')?.closedAt ?? '',
    documented: rows.find((row) => row.documented !== null)?.documented ?? null,
  };
}
