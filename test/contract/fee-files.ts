/** Tiny files in the layout of CMS's, typed by hand; every value is made up. */

const columns = [
  ['', '', '', '', 'HCPCS'],
  ['', '', '', '', 'MOD'],
  ['', '', '', '', 'DESCRIPTION'],
  ['', '', '', 'STATUS', 'CODE'],
  ['', 'NOT USED', 'FOR', 'MEDICARE', 'PAYMENT'],
  ['', '', '', 'WORK', 'RVU'],
  ['', '', '', 'NON-FAC', 'PE RVU'],
  ['', '', 'NON-FAC', 'NA', 'INDICATOR'],
  ['', '', '', 'FACILITY', 'PE RVU'],
  ['', '', 'FACILITY', 'NA', 'INDICATOR'],
  ['', '', '', 'MP', 'RVU'],
  ['', '', '', 'NON-FACILITY', 'TOTAL'],
  ['', '', '', 'FACILITY', 'TOTAL'],
  ['', '', '', 'MULT', 'PROC'],
  ['', '', '', 'CONV', 'FACTOR'],
  ['NON-FACILITY', 'PE USED', 'FOR OPPS', 'PAYMENT', 'AMOUNT'],
  ['FACILITY', 'PE USED', 'FOR OPPS', 'PAYMENT', 'AMOUNT'],
];

export type FeeRow = {
  readonly code: string;
  readonly mod?: string;
  readonly status?: string;
  readonly work?: string;
  readonly nonfacility?: string;
  readonly nonfacilityNa?: string;
  readonly facility?: string;
  readonly malpractice?: string;
  readonly multiple?: string;
  readonly factor?: string;
};

export const julyPreamble = '2026 National Physician Fee Schedule Relative Value File July Release';

/** A relative value file: a preamble, five stacked rows of header, the rows. */
export function relativeValues(
  rows: readonly FeeRow[],
  preamble: string = julyPreamble,
  swapped = false,
): Uint8Array {
  const order = columns.map((_, place) => place);
  if (swapped) order.push(order.splice(5, 1)[0] ?? 0);
  const line = (cells: readonly string[]) => order.map((place) => cells[place] ?? '').join(',');
  const header = [0, 1, 2, 3, 4].map((row) => line(columns.map((column) => column[row] ?? '')));
  const head = [`,,${preamble}`, ',,RELEASED 06/30/2026', ',,,'];
  const text = [...head, ...header, ...rows.map((row) => line(cellsOf(row)))].join('\r\n');
  return new TextEncoder().encode(`${text}\r\n`);
}

function cellsOf(row: FeeRow): readonly string[] {
  return [
    row.code,
    row.mod ?? '',
    '"MADE UP, ""QUOTED"""',
    row.status ?? 'A',
    '',
    row.work ?? '1.00',
    row.nonfacility ?? '2.00',
    row.nonfacilityNa ?? '',
    row.facility ?? '1.00',
    '',
    row.malpractice ?? '0.10',
    '0.00',
    '0.00',
    row.multiple ?? '0',
    row.factor ?? '30.0000',
    '0.00',
    '0.00',
  ];
}

/** A year's indices with stars and footnotes; locality 0000101 has every index 1. */
export function indices(year: number, ...rows: readonly string[]): Uint8Array {
  const text = [
    `ADDENDUM E. FINAL CY ${year} GEOGRAPHIC PRACTICE COST INDICES (GPCIs),,,,,,`,
    ',,,,,,',
    'Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,' +
      `${year} PW GPCI (with 1.0 Floor)***,${year} PE GPCI,${year} MP GPCI`,
    '99901,ZZ,01,FLATLAND,1.000,1.000,1.000',
    '99902,ZZ,05,HILLAND*,1.500,1.065,0.551',
    ...rows,
    '"Made up as of November 22, 2025",,,,,,',
    ',,,,,,',
    '*A footnote.,,,,,,',
  ];
  return new TextEncoder().encode(text.join('\r\n'));
}
