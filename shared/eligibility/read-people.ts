/** Reads what 270 and 271 have in common: the people of a chain of levels, and circumstances. */
import { type HealthCode, readHealthCodes } from '../x12/health-codes.ts';
import type { Chain } from '../x12/hierarchy.ts';
import type { Party } from '../x12/party.ts';
import { type NamedPeriod, periodsIn } from '../x12/period.ts';
import { readParty } from '../x12/read-party.ts';
import { allOf, componentsIn, type Reading, textIn, within } from '../x12/reading.ts';
import { type Segment, splitBefore } from '../x12/segment.ts';
import type { Circumstance } from './eligibility-answer.ts';

/** HL03 from the top down: payer, provider, subscriber, dependent. */
export const levelCodes = ['20', '21', '22', '23'] as const;

export type Asked = Party & {
  readonly dates: readonly NamedPeriod[];
  readonly diagnoses: readonly HealthCode[];
};

/** A level's own loop, before its questions or benefits. */
export function ownLoop(reading: Reading, level: readonly Segment[]): Reading {
  const [own] = splitBefore(level, 'EQ', 'EB');
  return within(reading, own);
}

/** The level that a chain is about: its own loop, and its questions or benefits. */
export function toldLoops(reading: Reading, { levels }: Chain) {
  const level = levels.get('23') ?? levels.get('22') ?? [];
  const [own, ...items] = splitBefore(level, 'EQ', 'EB');
  return { own: within(reading, own), items: items.map((item) => within(reading, item)) };
}

export function readAsked(own: Reading): Asked | null {
  const party = readParty(own);
  if (party === null) return null;
  const dates = periodsIn(own, allOf(own, 'DTP'));
  return { ...party, dates, diagnoses: readHealthCodes(own) };
}

export function readCircumstances(reading: Reading): Circumstance[] {
  return allOf(reading, 'III').map((iii) => ({
    qualifier: textIn(reading, iii, 1),
    code: textIn(reading, iii, 2),
  }));
}

/** At most four places among the diagnoses. */
export function readPointers(reading: Reading, segment: Segment | undefined, n: number): string[] {
  return componentsIn(reading, segment, n, 4).filter((pointer) => pointer !== '');
}
