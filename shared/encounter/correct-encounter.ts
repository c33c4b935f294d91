/**
 * An encounter with some columns said anew, as JSON: `{"member_id":"M2","modifiers":["25",""]}` or
 * `{"lines":[{"line":1,"modifiers":"25"}]}`. What comes out was read by the rules of an encounter file.
 */
import { textRow } from '../csv/read-csv.ts';
import type { Encounter } from './encounter.ts';
import { type EncounterCells, encounterCells, lineColumns } from './encounter-cells.ts';
import { type EncounterColumn, encounterColumns } from './encounter-columns.ts';
import { type ReadableEncounter, readGroup } from './read-group.ts';

export type Correction =
  | { readonly kind: 'corrected'; readonly row: ReadableEncounter }
  /** The code of what is wrong with it. */
  | { readonly kind: 'wrong'; readonly code: string };

type Json = { readonly [name: string]: unknown };
type Cells = readonly EncounterCells[] | string;

export function correctEncounter(encounter: Encounter, detail: string): Correction {
  const said = parseObject(detail);
  if (said === null) return wrong(detail === '' ? 'detail-missing' : 'detail-unreadable');
  const { lines, ...columns } = said;
  const before = encounterCells(encounter);
  const listed = lines === undefined ? before : withLines(before, lines);
  const cells = typeof listed === 'string' ? listed : withColumns(listed, columns);
  if (typeof cells === 'string') return wrong(cells);
  if (cells.some((row) => row.encounter_id !== encounter.encounterId)) {
    return wrong('encounter-id-differs');
  }
  return read(encounter, cells);
}

function wrong(code: string): Correction {
  return { kind: 'wrong', code };
}

function read(before: Encounter, cells: readonly EncounterCells[]): Correction {
  const { encounterId } = before;
  const rows = cells.map((row, index) =>
    textRow(index + 1, encounterColumns, (column) => row[column] ?? ''),
  );
  const { encounter: row, issues } = readGroup({ id: encounterId, rows });
  if (row.kind === 'unusable') return wrong(issues[0]?.code ?? 'bad-value');
  return withBill(before, row);
}

/** A facility's bill stays as it came, so that what it says of the visit can not be said anew here. */
function withBill(before: Encounter, row: ReadableEncounter): Correction {
  const { facility } = before;
  if (facility === undefined) return { kind: 'corrected', row };
  const kept = ({ diagnoses, lines, ...visit }: Encounter) =>
    JSON.stringify([
      diagnoses,
      lines.map(({ serviceDate, serviceDateTo }) => [serviceDate, serviceDateTo]),
      [visit.placeOfService, visit.renderingNpi, visit.referringNpi],
    ]);
  if (kept(before) !== kept(row.encounter)) return wrong('facility-bill-kept');
  return { kind: 'corrected', row: { ...row, encounter: { ...row.encounter, facility } } };
}

function parseObject(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lines that name their number change that one or add the next; without numbers they are all there are. */
function withLines(before: readonly EncounterCells[], lines: unknown): Cells {
  if (!Array.isArray(lines) || lines.length === 0 || !lines.every(isObject)) return 'bad-value';
  const all: readonly Json[] = lines;
  const numbered = all.filter((line) => line['line'] !== undefined);
  if (numbered.length === all.length) return withNumbered(before, all);
  if (numbered.length > 0) return 'lines-differ';
  return gathered(all.map((line, at) => withCells(rowAt(before, at), line, lineColumns)));
}

function withNumbered(before: readonly EncounterCells[], lines: readonly Json[]): Cells {
  const after = [...before];
  for (const { line, ...columns } of lines) {
    const at = Number(line) - 1;
    if (!Number.isInteger(at) || at < 0 || at > after.length) return 'lines-differ';
    const row = withCells(rowAt(after, at), columns, lineColumns);
    if (typeof row === 'string') return row;
    after[at] = row;
  }
  return after;
}

/** The rows, or what is wrong with the first one that is wrong. */
function gathered(rows: readonly (EncounterCells | string)[]): Cells {
  const wrongs = rows.filter((row) => typeof row === 'string');
  return wrongs[0] ?? rows.filter((row) => typeof row !== 'string');
}

/** A line that is new has the visit's columns alone. */
function rowAt(rows: readonly EncounterCells[], at: number): EncounterCells {
  const known = rows[at];
  if (known !== undefined) return known;
  const visit = { ...rows[0] };
  for (const column of lineColumns) delete visit[column];
  return visit;
}

/** A column of the line said as a list has a value for each line; any other value stands for all of them. */
function withColumns(rows: readonly EncounterCells[], columns: Json): Cells {
  const said = Object.entries(columns);
  const lists = said.flatMap(([column, value]) =>
    isLineColumn(column) && Array.isArray(value) ? [{ column, values: [...value] }] : [],
  );
  if (lists.some(({ values }) => values.length !== rows.length)) return 'lines-differ';
  return gathered(
    rows.map((row, place) => {
      const own = lists.map(({ column, values }) => [column, values[place]]);
      return withCells(row, Object.fromEntries([...said, ...own]), encounterColumns);
    }),
  );
}

function isLineColumn(name: string): boolean {
  return lineColumns.some((column) => column === name);
}

function withCells(
  row: EncounterCells,
  columns: Json,
  known: readonly EncounterColumn[],
): EncounterCells | string {
  let after = row;
  for (const [name, value] of Object.entries(columns)) {
    const column = known.find((one) => one === name);
    if (column === undefined) return 'column-unknown';
    const text = textOf(column, value);
    if (text === undefined) return column === 'charge' ? 'bad-amount' : 'bad-value';
    after = { ...after, [column]: text };
  }
  return after;
}

/** A charge is written in dollars, as in the file; a bare number might be taken for cents. */
function textOf(column: EncounterColumn, value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (column === 'documented' && isObject(value)) return JSON.stringify(value);
  if (typeof value === 'number') return column === 'charge' ? undefined : String(value);
  if (!Array.isArray(value)) return undefined;
  const parts = value.filter((part) => typeof part === 'string' || typeof part === 'number');
  return parts.length === value.length ? parts.join(' ') : undefined;
}
