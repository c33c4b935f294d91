/** Reference for prices, from the files that a practice would send. */
import type { PriceBook } from '../../shared/contract/base-price.ts';
import { type Match, matchOf } from '../../shared/contract/match.ts';
import type { ServiceLine } from '../../shared/encounter/encounter.ts';
import { referenceOf } from '../../shared/reference/in-force.ts';
import { readReference } from '../../shared/reference/read-reference.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { payerId } from '../../shared/values/ids.ts';
import { cents } from '../../shared/values/money.ts';
import { type FeeRow, indices, julyPreamble, relativeValues } from './fee-files.ts';

export const fake1 = payerId('FAKE1');

const headers = {
  contracts: 'payer_id,procedure,modifier,place,allowed,effective_from,effective_to',
  reductions: 'payer_id,modifier,percent,effective_from,effective_to',
  schedules: 'payer_id,locality,percent,effective_from,effective_to',
};

export type Files = { readonly [Name in keyof typeof headers]?: readonly string[] } & {
  /** Of the January release; 2026 has indices in any case. */
  readonly fees?: readonly FeeRow[];
};

/** Fails on a row that does not read. */
export function priceBook(files: Files): PriceBook {
  const texts = (['contracts', 'reductions', 'schedules'] as const).map((name) =>
    new TextEncoder().encode([headers[name], ...(files[name] ?? [])].join('\n')),
  );
  const january = julyPreamble.replace('July', 'January');
  const release = files.fees ? [relativeValues(files.fees, january)] : [];
  const read = [...texts, ...release, indices(2026)].map((bytes) => readReference(bytes, 'x.csv'));
  const issues = read.flatMap((file) => file.issues);
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return referenceOf(read.flatMap((file) => file.rows));
}

let next = 0;

/** A line of 2 March for $500.00 a unit and more than any price here. */
export function service(procedure: string, changes: Partial<ServiceLine> = {}): ServiceLine {
  next += 1;
  return {
    line: next,
    serviceDate: calendarDate('2026-03-02'),
    serviceDateTo: calendarDate('2026-03-02'),
    procedure,
    modifiers: [],
    pointers: [1],
    units: 1,
    chargeCents: cents(500_000),
    ...changes,
  };
}

export function matches(
  book: PriceBook,
  lines: readonly ServiceLine[],
  facility = false,
): readonly (Match | null)[] {
  return lines.map((line) => matchOf(book, { payerId: fake1, lines }, line, facility));
}

export function prices(
  book: PriceBook,
  lines: readonly ServiceLine[],
  facility = false,
): readonly (number | null)[] {
  return matches(book, lines, facility).map((match) => match?.expectedCents ?? null);
}
