/** Rows of one encounter, a service line each, as the encounter: usable only when every row is. */
import { cellsOf } from '../csv/cells.ts';
import type { CsvRow } from '../csv/read-csv.ts';
import { parseInstant } from '../values/dates.ts';
import type { EncounterId } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import type { Encounter } from './encounter.ts';
import type { EncounterColumn } from './encounter-columns.ts';
import { type EncounterRow, readRow } from './read-row.ts';

type ReadEncounter =
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

export type EncounterRows = {
  /** Null when the rows do not say it. */
  readonly id: EncounterId | null;
  readonly rows: readonly CsvRow<EncounterColumn>[];
};

/** An encounter as it was read, with the issues of all its rows. */
export type ReadVisit = { readonly encounter: ReadEncounter; readonly issues: readonly Issue[] };

/** The encounters of a file where each stands once; one whose id came before is refused. */
export function oncePerId(read: readonly ReadVisit[]): Omit<EncounterFile, 'fatal'> {
  const seen = new Set<EncounterId>();
  const once = read.map((one) => refuseRepeated(one, seen));
  return {
    issues: once.flatMap((one) => one.issues),
    encounters: once.map((one) => one.encounter),
  };
}

function refuseRepeated(read: ReadVisit, seen: Set<EncounterId>): ReadVisit {
  if (read.encounter.kind === 'unusable') return read;
  const { encounter, firstRow } = read.encounter;
  if (seen.has(encounter.encounterId)) {
    return unusable(firstRow, [issue('encounter-twice', 'error', firstRow, 'encounter_id')]);
  }
  seen.add(encounter.encounterId);
  return read;
}

/** What tells no encounter at all. */
export function unusable(row: number, issues: readonly Issue[]): ReadVisit {
  return { encounter: { kind: 'unusable', encounterId: null, firstRow: row, issues }, issues };
}

/** Reads the rows as one encounter. */
export function readGroup(group: EncounterRows): ReadVisit {
  const firstRow = group.rows[0]?.row ?? 0;
  const read = group.rows.map(readValue);
  const issues = read.flatMap((row) => row.issues);
  if (group.id === null && issues.length === 0) {
    issues.push(issue('value-missing', 'error', firstRow, 'encounter_id'));
  }
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
    closedAt: latest(rows.map((row) => row.closedAt)),
    documented: rows.find((row) => row.documented !== null)?.documented ?? null,
  };
}

function latest(instants: readonly string[]): string {
  const known = instants.filter((instant) => instant !== '');
  return known.toSorted((a, b) => (parseInstant(b) ?? 0) - (parseInstant(a) ?? 0))[0] ?? '';
}
