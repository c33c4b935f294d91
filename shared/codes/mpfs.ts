/**
 * Medicare's physician fee schedule: relative values of a release (PPRRVU) and a year's geographic
 * indices (GPCI), as stored and as looked up. Descriptions are not kept.
 */
import type { CalendarDate } from '../values/dates.ts';
import { type Cents, cents } from '../values/money.ts';

/** A release's fees of the codes that begin with one character: small enough for one stored row. */
export type PhysicianFees = {
  /** The release's first day; it counts until the next one or the end of its year. */
  readonly from: CalendarDate;
  readonly letter: string;
  /** Entries of `writeFee`, separated by spaces. */
  readonly fees: string;
};

/** A year's indices; entries of `writeIndex`, separated by spaces. */
export type LocalityIndices = { readonly year: number; readonly indices: string };

/** Relative values in hundredths, the conversion factor in ten-thousandths of a dollar. */
export type PhysicianFee = {
  readonly workUnits: number;
  /** Practice expense; null where the service is not priced. */
  readonly nonfacilityUnits: number | null;
  readonly facilityUnits: number | null;
  readonly malpracticeUnits: number;
  /** MULT PROC: 2 and 3 are surgery that is reduced beside other surgery. */
  readonly multiple: string;
  readonly factor: number;
};

/** In thousandths. */
export type LocalityIndex = {
  readonly work: number;
  readonly expense: number;
  readonly malpractice: number;
};

/** Whether the text begins as a relative value file: five stacked rows of header after a preamble. */
export function isRelativeValueFile(text: string): boolean {
  return /^"?HCPCS"?,"?MOD"?,/m.test(text) && /\bRVU\b/.test(text);
}

export function isIndexFile(text: string): boolean {
  return /^"?Medicare Administrative Contractor/im.test(text) && /\bGPCI\b/.test(text);
}

/** The fee with the file's geography, rounded half up to the cent; null where it is not priced. */
export function feeCents(fee: PhysicianFee, index: LocalityIndex, facility: boolean): Cents | null {
  const expenseUnits = facility ? fee.facilityUnits : fee.nonfacilityUnits;
  if (expenseUnits === null) return null;
  const units =
    fee.workUnits * index.work +
    expenseUnits * index.expense +
    fee.malpracticeUnits * index.malpractice;
  return cents(Number((BigInt(units) * BigInt(fee.factor) + 5_000_000n) / 10_000_000n));
}

export function writeFee(procedure: string, modifier: string, fee: PhysicianFee): string {
  const { workUnits, nonfacilityUnits, facilityUnits, malpracticeUnits, multiple, factor } = fee;
  const units = [workUnits, nonfacilityUnits ?? '', facilityUnits ?? '', malpracticeUnits];
  return [procedure, modifier, ...units, multiple, factor].join(',');
}

export function writeIndex(locality: string, index: LocalityIndex): string {
  return [locality, index.work, index.expense, index.malpractice].join(',');
}

/** By the date of service; an empty modifier is the whole service. */
export type FeeLookup = {
  feeOf(procedure: string, modifier: string, on: CalendarDate): PhysicianFee | null;
  /** MULT PROC, empty for a code without a price; null when no release is in force. */
  multipleOf(procedure: string, on: CalendarDate): string | null;
};

/** Each row's text is split when it is first asked for. */
export function feeLookup(rows: readonly PhysicianFees[]): FeeLookup {
  const releases = [...new Set(rows.map((row) => row.from))].sort().reverse();
  const byLetter = new Map(rows.map((row) => [`${row.from}${row.letter}`, row.fees]));
  const opened = new Map<string, ReadonlyMap<string, PhysicianFee>>();
  const releaseOn = (on: CalendarDate) =>
    releases.find((from) => from <= on && from.slice(0, 4) === on.slice(0, 4));
  const feeOf: FeeLookup['feeOf'] = (procedure, modifier, on) => {
    const key = `${releaseOn(on)}${procedure.slice(0, 1)}`;
    const fees = opened.get(key) ?? new Map((byLetter.get(key) ?? '').split(' ').map(readFee));
    opened.set(key, fees);
    return fees.get(`${procedure},${modifier}`) ?? null;
  };
  return {
    feeOf,
    multipleOf: (procedure, on) =>
      releaseOn(on) === undefined ? null : (feeOf(procedure, '', on)?.multiple ?? ''),
  };
}

export function indexLookup(
  rows: readonly LocalityIndices[],
): (locality: string, on: CalendarDate) => LocalityIndex | null {
  const years = new Map(
    rows.map((row) => [String(row.year), new Map(row.indices.split(' ').map(readIndex))]),
  );
  return (locality, on) => years.get(on.slice(0, 4))?.get(locality) ?? null;
}

function readFee(entry: string): [string, PhysicianFee] {
  const [procedure, modifier, work, nonfacility, facility, malpractice, multiple = '', factor] =
    entry.split(',');
  const fee = {
    workUnits: Number(work),
    nonfacilityUnits: nonfacility ? Number(nonfacility) : null,
    facilityUnits: facility ? Number(facility) : null,
    malpracticeUnits: Number(malpractice),
    multiple,
    factor: Number(factor),
  };
  return [`${procedure},${modifier}`, fee];
}

function readIndex(entry: string): [string, LocalityIndex] {
  const [locality = '', work, expense, malpractice] = entry.split(',');
  const index = { work: Number(work), expense: Number(expense), malpractice: Number(malpractice) };
  return [locality, index];
}
