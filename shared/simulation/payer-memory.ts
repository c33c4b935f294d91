/** What payers remember between two days: a map of small JSON rows, so that a runner can store only what changed. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { Answer } from './answer.ts';
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

export type PayerMemory = ReadonlyMap<string, MemoryRow>;
/** Rows to store, and null for rows to forget. */
export type MemoryChanges = ReadonlyMap<string, MemoryRow | null>;

/** The memory during one day: what was known, and what the day adds. */
export type Notebook = {
  get(key: string): MemoryRow | undefined;
  put(key: string, row: MemoryRow): void;
  forget(key: string): void;
  /** Rows due on or before the day, in the order of their keys; they are forgotten. */
  takeDue(today: CalendarDate): readonly DueRow[];
  readonly changes: MemoryChanges;
};

/** A claim by its number at the sender (CLM01). */
export function standingKey(payerId: string, claimId: string): string {
  return `claim/${payerId}/${claimId}`;
}

const due = 'due/';

export function dueKey(on: CalendarDate, ...names: readonly string[]): string {
  return `${due}${on}/${names.join('/')}`;
}

export function openNotebook(memory: PayerMemory): Notebook {
  const changes = new Map<string, MemoryRow | null>();
  const get = (key: string) =>
    changes.has(key) ? (changes.get(key) ?? undefined) : memory.get(key);
  return {
    get,
    put: (key, row) => changes.set(key, row),
    forget: (key) => changes.set(key, null),
    takeDue: (today) => {
      const end = `${due}${today}/\uffff`;
      const keys = new Set([...memory.keys(), ...changes.keys()].filter((key) => isDue(key, end)));
      const rows = [...keys].sort().map(get).filter(isDueRow);
      for (const key of keys) changes.set(key, null);
      return rows;
    },
    changes,
  };
}

function isDue(key: string, end: string): boolean {
  return key.startsWith(due) && key <= end;
}

export function isDueRow(row: MemoryRow | undefined): row is DueRow {
  return row?.kind === 'answer' || row?.kind === 'provider-adjustment' || row?.kind === 'copy';
}

/** The memory of the next day. */
export function remember(memory: PayerMemory, changes: MemoryChanges): PayerMemory {
  const next = new Map(memory);
  for (const [key, row] of changes) {
    if (row === null) next.delete(key);
    else next.set(key, row);
  }
  return next;
}
