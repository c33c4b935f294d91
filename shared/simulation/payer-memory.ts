/** What payers remember between two days. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { Answer } from './answer.ts';
import type { Changes, Memory, Notebook } from './notebook.ts';
import type { Payee } from './sent-claim.ts';

/** `due` rows leave the memory when they are answered; the others stay. */
export type MemoryRow =
  | {
      readonly kind: 'answer';
      readonly payerId: string;
      readonly payee: Payee;
      readonly answer: Answer;
    }
  | {
      readonly kind: 'provider-adjustment';
      readonly payerId: string;
      readonly payee: Payee;
      readonly code: 'WO' | 'FB' | 'L6';
      readonly reference: string;
      readonly amountCents: Cents;
    }
  /** An answer by its control number, with what will follow it. */
  | { readonly kind: 'given'; readonly answer: Answer; readonly later: Aftermath | null }
  /** A file that is sent again. */
  | { readonly kind: 'copy'; readonly name: string; readonly text: string }
  /** What a member has paid of this year's deductible. */
  | { readonly kind: 'deductible'; readonly metCents: Cents }
  /** A visit that was taken for payment, and for which claim. */
  | { readonly kind: 'visit'; readonly claimId: string }
  | ClaimStanding
  /** A file whose bytes were read. */
  | { readonly kind: 'file' };

/** Where a claim stands that the payer has. */
export type ClaimStanding = {
  readonly kind: 'claim';
  readonly controlNumber: string;
  /** Whether a person looks at it. */
  readonly reviewed: boolean;
  /** From that day on it is decided, and whether it pays. */
  readonly decidedOn: CalendarDate;
  readonly pays: boolean;
};

/** The correction that a payer makes by itself, and the rows that are due for it. */
export type Aftermath = { readonly corrected: Answer; readonly keys: readonly string[] };

export type DueRow = Extract<MemoryRow, { kind: 'answer' | 'provider-adjustment' | 'copy' }>;

export type PayerMemory = Memory<MemoryRow>;
export type MemoryChanges = Changes<MemoryRow>;
export type PayerNotebook = Notebook<MemoryRow>;

/** A claim by its number at the sender (CLM01). */
export function standingKey(payerId: string, claimId: string): string {
  return `claim/${payerId}/${claimId}`;
}

export function isDueRow(row: MemoryRow): row is DueRow {
  return row.kind === 'answer' || row.kind === 'provider-adjustment' || row.kind === 'copy';
}
