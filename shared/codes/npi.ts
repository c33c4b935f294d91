/** The check digit of a National Provider Identifier. Whether it is issued is not known here. */

/** Ten digits, the first 1 or 2, that satisfy Luhn's formula after the prefix 80840. */
export function isNpi(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text)) return false;
  const digits = [...`80840${text}`].reverse().map(Number);
  const total = digits.reduce((sum, digit, place) => sum + luhnShare(digit, place), 0);
  return total % 10 === 0;
}

function luhnShare(digit: number, place: number): number {
  const share = place % 2 === 0 ? digit : digit * 2;
  return share > 9 ? share - 9 : share;
}
