/**
 * ICD-10-CM from the official order file of a fiscal year: which codes are billable and which are
 * only headings. Descriptions are not kept.
 */
import { addDays, type CalendarDate } from '../values/dates.ts';

/** A year's codes that begin with one letter, separated by spaces: small enough for one stored row. */
export type DiagnosisCodes = {
  /** From October 1 of the year before to September 30. */
  readonly fiscalYear: number;
  readonly letter: string;
  readonly billable: string;
  readonly headings: string;
};

/** `no_data` when no order file of the date's fiscal year is loaded. */
export type DiagnosisKind = 'billable' | 'heading' | 'unknown' | 'no_data';

const orderLine = /^\d{5} ([A-Z][0-9A-Z]{2,6}) *([01]) /gm;

/** Whether the text is an order file (order number, code, flag, descriptions; fixed width). */
export function isOrderFile(text: string): boolean {
  return /^\d{5} [A-Z][0-9A-Z]{2,6} {1,5}[01] \S/.test(text);
}

/** The fiscal year that an order file's name tells: `icd10cm_order_2027.txt`. */
export function fiscalYearOf(fileName: string): number | null {
  const year = /order[-_ ](20\d\d)/i.exec(fileName)?.[1];
  return year === undefined ? null : Number(year);
}

/** Reads an order file into a row a letter. */
export function readOrderFile(text: string, fiscalYear: number): DiagnosisCodes[] {
  const letters = new Map<string, { billable: string[]; headings: string[] }>();
  for (const [, code = '', flag] of text.matchAll(orderLine)) {
    const letter = code.slice(0, 1);
    const codes = letters.get(letter) ?? { billable: [], headings: [] };
    letters.set(letter, codes);
    (flag === '1' ? codes.billable : codes.headings).push(code);
  }
  return [...letters].map(([letter, { billable, headings }]) => ({
    fiscalYear,
    letter,
    billable: billable.join(' '),
    headings: headings.join(' '),
  }));
}

/** Looks codes up by the date of service; each letter's text is split when it is first asked for. */
export function diagnosisLookup(
  rows: readonly DiagnosisCodes[],
): (code: string, on: CalendarDate) => DiagnosisKind {
  const years = new Set(rows.map((row) => row.fiscalYear));
  const byLetter = new Map(rows.map((row) => [`${row.fiscalYear}${row.letter}`, row]));
  const opened = new Map<string, ReadonlyMap<string, DiagnosisKind>>();
  return (code, on) => {
    const year = fiscalYearOn(on);
    if (!years.has(year)) return 'no_data';
    const key = `${year}${code.slice(0, 1)}`;
    const kinds = opened.get(key) ?? kindsOf(byLetter.get(key));
    opened.set(key, kinds);
    return kinds.get(code) ?? 'unknown';
  };
}

function kindsOf(row: DiagnosisCodes | undefined): ReadonlyMap<string, DiagnosisKind> {
  const kinds = new Map<string, DiagnosisKind>();
  for (const code of row?.headings.split(' ') ?? []) kinds.set(code, 'heading');
  for (const code of row?.billable.split(' ') ?? []) kinds.set(code, 'billable');
  kinds.delete('');
  return kinds;
}

/** 2027 for 2026-10-01 to 2027-09-30. */
function fiscalYearOn(date: CalendarDate): number {
  return Number(addDays(date, 92).slice(0, 4));
}
