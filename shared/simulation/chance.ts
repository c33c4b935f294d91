/** Seeded chance: the same names give the same luck, whatever else was drawn before. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { hashOf } from '../values/ids.ts';

export type Chance = {
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  /** True in this many of 10,000 cases. */
  happens(perTenThousand: number): boolean;
  pick<T>(rows: readonly T[]): T;
  /** A row, in proportion to its share. */
  weighted<T extends { readonly share: number }>(rows: readonly T[]): T;
};

/** The luck of one thing (a day, a patient, a claim), apart from the luck of all others. */
export function chanceOf(seed: number, ...names: readonly string[]): Chance {
  const source = xoroshiro128plus(Number.parseInt(hashOf(String(seed), ...names).slice(0, 8), 16));
  const whole = (from: number, to: number) => uniformInt(source, from, to);
  return {
    whole,
    happens: (perTenThousand) => whole(1, 10_000) <= perTenThousand,
    pick: (rows) => present(rows[whole(0, rows.length - 1)]),
    weighted: (rows) => at(rows, whole(1, total(rows))),
  };
}

function total(rows: readonly { readonly share: number }[]): number {
  return rows.reduce((sum, row) => sum + row.share, 0);
}

function at<T extends { readonly share: number }>(rows: readonly T[], place: number): T {
  let left = place;
  for (const row of rows) {
    left -= row.share;
    if (left <= 0) return row;
  }
  throw new Error('nothing to choose from');
}

/** A row that must be there; its absence is a bug. */
export function present<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('nothing to choose from');
  return row;
}
