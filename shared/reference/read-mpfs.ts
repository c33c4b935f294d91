/** PPRRVU and GPCI as CMS publishes them: a preamble, a header of stacked rows, footnotes below. */
import { type PhysicianFee, writeFee, writeIndex } from '../codes/mpfs.ts';
import { type Cells, cellsOf } from '../csv/cells.ts';
import { readCsv } from '../csv/read-csv.ts';
import { type CalendarDate, parseDate } from '../values/dates.ts';
import { type Issue, issue } from '../values/issue.ts';
import { type ReferenceRow, referenceKey } from './reference-row.ts';

export type FeeFile = {
  readonly fatal: boolean;
  readonly issues: readonly Issue[];
  readonly rows: readonly ReferenceRow[];
  readonly rejected: number;
};

type Column = string;

/** Our name of a column, and how its stacked header reads from top to bottom. */
type Columns = readonly (readonly [name: Column, header: RegExp])[];

const feeColumns: Columns = [
  ['hcpcs', /^HCPCS$/],
  ['mod', /^MOD$/],
  ['status', /^STATUS CODE$/],
  ['work', /^WORK RVU$/],
  ['nonfacility', /NON-FAC(ILITY)? PE RVU$/],
  ['nonfacility_na', /NON-FAC(ILITY)? NA INDICATOR$/],
  ['facility', /^(?!.*NON-FAC).*FACILITY PE RVU$/],
  ['facility_na', /^(?!.*NON-FAC).*FACILITY NA INDICATOR$/],
  ['malpractice', /^MP RVU$/],
  ['multiple', /^MULT PROC$/],
  ['factor', /^CONV FACTOR$/],
];

const indexColumns: Columns = [
  ['contractor', /^Medicare Administrative Contractor/i],
  ['number', /^Locality Number/i],
  ['work', /PW GPCI(?!.*without)/i],
  ['expense', /PE GPCI/i],
  ['malpractice', /MP GPCI/i],
];

/** Active and restricted codes; every other status has no price, or one under conditions. */
const pricedStatuses = ['A', 'R'];

/** Reads a release into a row for each first character of its codes. */
export function readRelativeValues(bytes: Uint8Array, fileName: string): FeeFile {
  const text = new TextDecoder('latin1').decode(bytes);
  const from = releasedOn(text.slice(0, 4096), fileName);
  if (from === null) return unusable([issue('release-unknown', 'fatal')]);
  const read = readRows(text, /^"?HCPCS"?,/, 5, feeColumns, (cells) =>
    pricedStatuses.includes(cells.code('status')) ? feeEntry(cells) : null,
  );
  const letters = Map.groupBy(read.entries, (entry) => entry.slice(0, 1));
  const rows = [...letters].map(([letter, entries]) => ({
    kind: 'pprrvu' as const,
    key: referenceKey(from, letter),
    row: { from, letter, fees: entries.join(' ') },
  }));
  return { ...read, rows };
}

/** Reads a year's indices into one row. */
export function readIndices(bytes: Uint8Array): FeeFile {
  const text = new TextDecoder('latin1').decode(bytes);
  const year = /(20\d\d) PW GPCI/i.exec(text)?.[1];
  if (year === undefined) return unusable([issue('release-unknown', 'fatal')]);
  const read = readRows(
    text,
    /^"?Medicare Administrative Contractor/i,
    1,
    indexColumns,
    indexEntry,
  );
  const row = { year: Number(year), indices: read.entries.join(' ') };
  return { ...read, rows: read.fatal ? [] : [{ kind: 'gpci', key: year, row }] };
}

function unusable(issues: readonly Issue[]): FeeFile {
  return { fatal: true, issues, rows: [], rejected: 0 };
}

/** `entryOf` gives null for a row that is none of the table's. */
function readRows(
  text: string,
  header: RegExp,
  stacked: number,
  columns: Columns,
  entryOf: (cells: Cells<Column>) => string | null,
) {
  const names = columns.map(([name]) => name);
  const file = readCsv<string>(relabelled(text, header, stacked, columns), names, names);
  const entries: string[] = [];
  const issues: Issue[] = file.issues.filter((found) => found.code !== 'unknown-column');
  let rejected = 0;
  for (const row of file.rows) {
    const cells = cellsOf(row);
    const entry = entryOf(cells);
    if (entry === null) continue;
    issues.push(...cells.issues);
    if (cells.issues.length > 0) rejected += 1;
    else entries.push(entry);
  }
  return { fatal: file.fatal, issues, entries, rejected };
}

/** The table under one line of our names; the preamble and what has no name of ours fall away. */
function relabelled(text: string, header: RegExp, stacked: number, columns: Columns): Uint8Array {
  const lines = text.split(/\r\n|\n|\r/);
  const last = lines.findIndex((line) => header.test(line));
  const rows = lines.slice(Math.max(0, last + 1 - stacked), last + 1).map(cellsOfHeader);
  const names = (rows.at(-1) ?? []).map((_, place) => {
    const joined = rows
      .map((cells) => cells[place] ?? '')
      .filter(Boolean)
      .join(' ');
    return columns.find(([, pattern]) => pattern.test(joined))?.[0] ?? '';
  });
  return new TextEncoder().encode([names.join(','), ...lines.slice(last + 1)].join('\n'));
}

function cellsOfHeader(line: string): readonly string[] {
  return line.split(',').map((cell) => cell.replaceAll('"', '').trim());
}

function feeEntry(cells: Cells<Column>): string {
  const fee: PhysicianFee = {
    workUnits: cells.read('work', hundredths, 0),
    nonfacilityUnits: expense(cells, 'nonfacility'),
    facilityUnits: expense(cells, 'facility'),
    malpracticeUnits: cells.read('malpractice', hundredths, 0),
    multiple: cells.text('multiple').replace(/\D/g, ''),
    factor: cells.read('factor', (cell) => scaled(cell, 4), 0),
  };
  return writeFee(cells.read('hcpcs', code, ''), cells.code('mod').replace(/\W/g, ''), fee);
}

/** Not priced in a place where Medicare says that the service is rarely or never done. */
function expense(cells: Cells<Column>, place: 'facility' | 'nonfacility'): number | null {
  return cells.text(`${place}_na`) === '' ? cells.read(place, hundredths, 0) : null;
}

/** Footnotes below the table name no contractor. */
function indexEntry(cells: Cells<Column>): string | null {
  const contractor = cells.text('contractor').padStart(5, '0');
  const number = cells.text('number').padStart(2, '0');
  if (!/^\d{5}$/.test(contractor) || !/^\d\d$/.test(number)) return null;
  if (Number(contractor) === 0) return null;
  return writeIndex(`${contractor}${number}`, {
    work: cells.read('work', thousandths, 0),
    expense: cells.read('expense', thousandths, 0),
    malpractice: cells.read('malpractice', thousandths, 0),
  });
}

function code(cell: string): string | undefined {
  return /^[A-Z0-9]{5}$/.test(cell) ? cell : undefined;
}

function hundredths(cell: string): number | undefined {
  return scaled(cell, 2);
}

/** Footnote stars may follow the number. */
function thousandths(cell: string): number | undefined {
  return scaled(cell.replace(/\*+$/, ''), 3);
}

/** A decimal as an integer of so many decimals. */
function scaled(cell: string, decimals: number): number | undefined {
  const [match, whole = '', rest = ''] = /^(\d{0,4})(?:\.(\d*))?$/.exec(cell) ?? [];
  if (match === undefined || whole + rest === '' || rest.length > decimals) return undefined;
  return Number(`${whole}${rest.padEnd(decimals, '0')}`);
}

const quarters = ['JAN', 'APR', 'JUL', 'OCT'];

/** The first day of the release that the preamble names, else the file's name. */
function releasedOn(preamble: string, fileName: string): CalendarDate | null {
  const named =
    /(20\d\d) National Physician Fee Schedule Relative Value File(?: (\w{3})\w* Release)?/i.exec(
      preamble,
    ) ?? /PPRRVU(?:20)?(\d\d)(?:_(\w{3}))?/i.exec(fileName);
  if (named === null) return null;
  const [, year = '', quarter = 'JAN'] = named;
  const month = quarters.indexOf(quarter.toUpperCase()) * 3 + 1;
  if (month < 1) return null;
  return parseDate(`20${year.slice(-2)}-${String(month).padStart(2, '0')}-01`) ?? null;
}
