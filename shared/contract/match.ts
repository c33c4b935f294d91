/** How a billed line comes to its price: which row, which reductions, what rank among the day's surgery. */
import type { Encounter, ServiceLine } from '../encounter/encounter.ts';
import { type Cents, cents } from '../values/money.ts';
import { type BasePrice, basePrice, type PriceBook } from './base-price.ts';
import { partOf, priceModifiersOf } from './reductions.ts';

/** Codes, dates and amounts only. */
export type Match = BasePrice & {
  readonly units: number;
  readonly reductions: readonly Applied[];
  /** Never above the charge. */
  readonly expectedCents: Cents;
};

type Applied = {
  readonly modifier: string;
  /** The part that stays, in hundredths of a percent. */
  readonly basisPoints: number;
  /** Of 51: the line's place by amount, from 1. */
  readonly rank: number | null;
};

export type Visit = Pick<Encounter, 'payerId' | 'lines'>;

/** The match of a line among the others of its visit; null when no row explains its price. */
export function matchOf(
  book: PriceBook,
  visit: Visit,
  line: ServiceLine,
  facility: boolean,
): Match | null {
  const found = soleMatch(book, visit, line, facility);
  const part = partOf(book.fees, visit.payerId, '51', line.serviceDate);
  const ranked = line.modifiers.includes('51') && !found?.own.includes('51');
  if (found === null || (ranked && part === null)) return null;
  const surgery = !found.own.includes('51') && isSurgery(book, line);
  if (part === null || !surgery) return matched(found, line);
  const rank = rankOf(book, visit, line, facility);
  return rank === null ? null : matched(rank === 1 ? found : reducedBy(found, part, rank), line);
}

type Sole = Omit<Match, 'expectedCents'>;

function matched(sole: Sole, line: ServiceLine): Match {
  const amount = amountOf(sole);
  const capped = amount < BigInt(line.chargeCents) ? cents(Number(amount)) : line.chargeCents;
  return { ...sole, expectedCents: capped };
}

function reducedBy(sole: Sole, basisPoints: number, rank: number): Sole {
  return { ...sole, reductions: [...sole.reductions, { modifier: '51', basisPoints, rank }] };
}

/** unit × units × parts, rounded half up once. */
function amountOf({ unitCents, units, reductions }: Sole): bigint {
  let amount = BigInt(unitCents) * BigInt(Math.round(units * 1000));
  let scale = 1000n;
  for (const { basisPoints } of reductions) {
    amount *= BigInt(basisPoints);
    scale *= 10_000n;
  }
  return (2n * amount + scale) / (2n * scale);
}

/** As if it were the only line; a modifier that the row itself names changes nothing more. */
function soleMatch(
  book: PriceBook,
  { payerId }: Visit,
  line: ServiceLine,
  facility: boolean,
): Sole | null {
  const base = basePrice(book, { payer: payerId, line, facility });
  if (base === null) return null;
  const open = priceModifiersOf(line.modifiers).filter(
    ({ modifier, rule }) => !base.own.includes(modifier) && rule !== 'multiple',
  );
  const reductions: Applied[] = [];
  for (const { modifier } of open) {
    const basisPoints = partOf(book.fees, payerId, modifier, line.serviceDate);
    if (basisPoints === null) return null;
    reductions.push({ modifier, basisPoints, rank: null });
  }
  const bilateral = open.some(({ rule }) => rule === 'bilateral');
  return { ...base, units: bilateral ? Math.min(1, line.units) : line.units, reductions };
}

/** The code's own word where a release is loaded; else the surgery section, less drawing blood. */
function isSurgery(book: PriceBook, { modifiers, procedure, serviceDate }: ServiceLine): boolean {
  if (modifiers.includes('51')) return true;
  const multiple = book.fees.multipleOf(procedure, serviceDate);
  if (multiple !== null) return multiple === '2' || multiple === '3';
  return /^[1-6]\d{4}$/.test(procedure) && !/^3641[0-6]$/.test(procedure);
}

const mostRanks = 5;

/**
 * The line's place among the day's surgery, dearest first. Null when that cannot be told: an unpriced
 * rival, more than five, or a 51 whose first surgery is not in this visit.
 */
function rankOf(
  book: PriceBook,
  visit: Visit,
  line: ServiceLine,
  facility: boolean,
): number | null {
  const rivals = visit.lines
    .filter((other) => other.serviceDate === line.serviceDate && isSurgery(book, other))
    .map((other) => ({ line: other.line, sole: soleMatch(book, visit, other, facility) }));
  const ranked: { readonly line: number; readonly amount: bigint }[] = [];
  for (const { line: number, sole } of rivals) {
    if (sole === null) return null;
    if (!sole.own.includes('51')) ranked.push({ line: number, amount: amountOf(sole) });
  }
  ranked.sort((a, b) => (a.amount === b.amount ? a.line - b.line : a.amount < b.amount ? 1 : -1));
  const rank = ranked.findIndex((other) => other.line === line.line) + 1;
  const lonely = ranked.length === 1 && line.modifiers.includes('51');
  return rank > mostRanks || lonely ? null : rank;
}
