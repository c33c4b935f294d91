/** What a payer allows for a line: its own copy of the contract, or a part of the charge where there is none. */
import { type Cents, cents, min, times } from '../values/money.ts';
import { percentOf, type SampleRate } from './fee-schedule.ts';
import type { SentLine } from './sent-claim.ts';

/** Without a contract these payers allow so much of the charge. */
const uncontractedPercent = 45;
const facilityPlaces = ['19', '21', '22', '23', '24', '31', '34'];

export type PriceList = ReadonlyMap<string, readonly SampleRate[]>;

export function priceList(contracts: readonly SampleRate[]): PriceList {
  return Map.groupBy(contracts, (rate) => `${rate.payerId} ${rate.procedure}`);
}

export function allowedFor(prices: PriceList, payerId: string, line: PricedLine): Cents {
  const contract = contractFor(prices, payerId, line);
  return contract ?? cents(percentOf(line.chargeCents, uncontractedPercent));
}

type PricedLine = Omit<SentLine, 'controlNumber' | 'diagnoses' | 'leftToPatient'>;

/** Null without a contract. */
function contractFor(prices: PriceList, payerId: string, line: PricedLine): Cents | null {
  const place = facilityPlaces.includes(line.place) ? 'facility' : 'nonfacility';
  const inForce = (prices.get(`${payerId} ${line.procedure}`) ?? []).filter(
    (rate) => isInForce(rate, line) && fits(rate, line, place),
  );
  const [best] = inForce.sort((a, b) => precision(b) - precision(a));
  if (best === undefined) return null;
  return min(line.chargeCents, times(best.allowedCents, line.units));
}

function isInForce(rate: SampleRate, line: PricedLine): boolean {
  const { effectiveFrom, effectiveTo } = rate;
  return (
    effectiveFrom <= line.serviceDate && (effectiveTo === null || line.serviceDate <= effectiveTo)
  );
}

function fits(rate: SampleRate, line: PricedLine, place: string): boolean {
  const modifier = rate.modifier === '' || line.modifiers.includes(rate.modifier);
  return modifier && (rate.place === '' || rate.place === place);
}

function precision(rate: SampleRate): number {
  return (rate.modifier === '' ? 0 : 2) + (rate.place === '' ? 0 : 1);
}
