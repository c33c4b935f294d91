/** Exact shares of integers: no binary fraction takes part until the last digit is settled. */

/** `numerator ÷ denominator` rounded half up to that many decimals; null when the denominator is 0. */
export function roundedRatio(
  numerator: number,
  denominator: number,
  decimals: number,
  factor = 1,
): number | null {
  if (denominator === 0) return null;
  const scale = 10 ** decimals;
  const sign = denominator < 0 ? -1n : 1n;
  const top = 2n * BigInt(numerator) * BigInt(factor) * BigInt(scale) * sign;
  const bottom = BigInt(denominator) * sign;
  return Number(floorDivide(top + bottom, 2n * bottom)) / scale;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** The middle of the values, or half way between the two in the middle; null without values. */
export function median(values: readonly number[], decimals: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) return null;
  return roundedRatio(lower + upper, 2, decimals);
}
