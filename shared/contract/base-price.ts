/** The price of one unit before reductions: the contract's own row, else a part of Medicare's fee. */
import { feeCents } from '../codes/mpfs.ts';
import type { ServiceLine } from '../encounter/encounter.ts';
import type { Reference } from '../reference/in-force.ts';
import type { ContractRate } from '../reference/reference.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PayerId } from '../values/ids.ts';
import { type Cents, cents } from '../values/money.ts';
import { isInForce, lastInForce } from './in-force.ts';
import { priceModifiersOf } from './reductions.ts';

/** What prices lines of a practice. */
export type PriceBook = Pick<Reference, 'rates' | 'fees'>;

export type BasePrice = {
  readonly source: 'contract' | 'fee-schedule';
  readonly procedure: string;
  /** Empty: for any. */
  readonly modifier: string;
  readonly place: 'facility' | 'nonfacility' | '';
  readonly from: CalendarDate;
  readonly unitCents: Cents;
  /** Of a fee schedule: the locality, and the part of Medicare's fee in hundredths of a percent. */
  readonly locality: string | null;
  readonly basisPoints: number | null;
  /** The line's modifiers that have rows of their own: nothing more is reduced for them. */
  readonly own: readonly string[];
};

type PlacedLine = {
  readonly payer: PayerId;
  readonly line: ServiceLine;
  readonly facility: boolean;
};

/** Null when no row prices the line; the fee schedule is asked only where the contract has no row. */
export function basePrice(book: PriceBook, placed: PlacedLine): BasePrice | null {
  return contractPrice(book, placed) ?? schedulePrice(book, placed);
}

/** A modifier with a rate of its own, those that change prices first; else the rate for any. */
function contractPrice(book: PriceBook, { payer, line, facility }: PlacedLine): BasePrice | null {
  const place = facility ? 'facility' : 'nonfacility';
  const rates = book
    .rates(payer, line.procedure)
    .filter((rate) => isInForce(rate, line.serviceDate))
    .filter((rate) => rate.place === '' || rate.place === place);
  const found = namedModifiers(line)
    .map((modifier) => best(rates.filter((rate) => rate.modifier === modifier)))
    .find((rate) => rate !== null);
  const own = line.modifiers.filter((one) => rates.some((rate) => rate.modifier === one));
  return found ? rowPrice(found, own) : null;
}

/** In the order in which rows are looked for; a component is never priced by the row of the whole. */
function namedModifiers({ modifiers }: ServiceLine): readonly string[] {
  const changing = priceModifiersOf(modifiers);
  const reducing = modifiers.filter((one) => changing.some((known) => known.modifier === one));
  return changing.some((known) => known.rule === 'component')
    ? reducing
    : [...reducing, ...modifiers, ''];
}

/** The rate for the place over the one for any place, then the latest. */
function best(rates: readonly ContractRate[]): ContractRate | null {
  const [first] = rates.toSorted(
    (a, b) =>
      Number(b.place !== '') - Number(a.place !== '') ||
      (a.effectiveFrom < b.effectiveFrom ? 1 : -1),
  );
  return first ?? null;
}

function rowPrice(rate: ContractRate, own: readonly string[]): BasePrice {
  return {
    source: 'contract',
    procedure: rate.procedure,
    modifier: rate.modifier,
    place: rate.place,
    from: rate.effectiveFrom,
    unitCents: rate.allowedCents,
    locality: null,
    basisPoints: null,
    own,
  };
}

/** The release's own row of a modifier (26, TC, 53), else the row of the whole service. */
function schedulePrice(book: PriceBook, { payer, line, facility }: PlacedLine): BasePrice | null {
  const { procedure, serviceDate } = line;
  const schedule = lastInForce(book.fees.schedulesOf(payer), serviceDate);
  const index = schedule && book.fees.indexOf(schedule.locality, serviceDate);
  if (!schedule || !index) return null;
  for (const modifier of namedModifiers(line)) {
    const fee = book.fees.feeOf(procedure, modifier, serviceDate);
    const amount = fee && feeCents(fee, index, facility);
    if (amount === null) continue;
    return {
      source: 'fee-schedule',
      procedure,
      modifier,
      place: facility ? 'facility' : 'nonfacility',
      from: schedule.effectiveFrom,
      unitCents: partOfFee(amount, schedule.basisPoints),
      locality: schedule.locality,
      basisPoints: schedule.basisPoints,
      own: [modifier],
    };
  }
  return null;
}

/** Rounded half up to the cent. */
function partOfFee(fee: Cents, basisPoints: number): Cents {
  return cents(Math.floor((fee * basisPoints + 5_000) / 10_000));
}
