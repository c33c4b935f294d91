/** The three equations of an 835 (X12 RFI 2348, 2601), each with three outcomes. */
import type { Cents } from '../values/money.ts';

/** `not-evaluable`: an amount is missing or can not be read, so nothing can be said. */
export type Balance =
  | { readonly outcome: 'balanced' }
  | {
      readonly outcome: 'unbalanced';
      readonly level: 'line' | 'claim' | 'transaction';
      /** What is stated less what its parts come to. */
      readonly differenceCents: Cents;
      /** The CLP's ordinal, null for the transaction. */
      readonly ordinal: number | null;
    }
  | { readonly outcome: 'not-evaluable' };
