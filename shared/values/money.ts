/** Money: integer cents with a brand, so that amounts are only combined by the functions below. */
declare const brand: unique symbol;

/** Integer cents of US dollars, within the safe integers. */
export type Cents = number & { readonly [brand]: 'Cents' };

/** Makes an amount of integer cents; anything else is a bug and throws. */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new Error('not an amount of integer cents');
  return (amount === 0 ? 0 : amount) as Cents;
}

export const zero: Cents = cents(0);

export function add(a: Cents, b: Cents): Cents {
  return cents(a + b);
}

export function subtract(a: Cents, b: Cents): Cents {
  return cents(a - b);
}

export function negate(a: Cents): Cents {
  return cents(-a);
}

/** The total of one amount a row. */
export function sumOf<T>(rows: Iterable<T>, amountOf: (row: T) => Cents): Cents {
  let total = 0;
  for (const row of rows) total += amountOf(row);
  return cents(total);
}

export function min(a: Cents, b: Cents): Cents {
  return a < b ? a : b;
}

export function max(a: Cents, b: Cents): Cents {
  return a > b ? a : b;
}

/** A price times a quantity of at most three decimals, rounded half up to the cent. */
export function times(price: Cents, quantity: number): Cents {
  const thousandths = Math.round(quantity * 1000);
  return cents(Math.floor((price * thousandths + 500) / 1000));
}

/** Reads dollars with at most two decimals (`125.00`, `-3.5`); undefined for any other form. */
export function parseDollars(text: string): Cents | undefined {
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, dollars = '', decimals = ''] = match;
  const amount = Number(dollars) * 100 + Number(decimals.padEnd(2, '0'));
  return cents(sign ? -amount : amount);
}

/** Writes `1234.50` as X12 and CSV want it: no thousands separator, always two decimals. */
export function formatDollars(amount: Cents): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
