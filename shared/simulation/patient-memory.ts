/** What the sample's patients, bank and front desk remember between two days, as small JSON rows. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';

export type PatientRow =
  /** A payment of an insurer that was read: its copies tell nothing new. */
  { readonly kind: 'seen' } | PatientAccount | DueMoney;

/** What a claim's patient owes by the payers' answers, and has paid less refunds. */
export type PatientAccount = {
  readonly kind: 'account';
  readonly owedCents: Cents;
  readonly paidCents: Cents;
  /** Payments and refunds planned so far. */
  readonly moves: number;
  /** The key of what is planned and not yet done. */
  readonly planned: string | null;
};

/** Money that moves on a coming day. */
export type DueMoney = {
  readonly kind: 'money';
  readonly what: 'patient' | 'refund' | 'deposit';
  readonly paymentId: string;
  readonly amountCents: Cents;
  /** The claim of a patient's money; empty for a deposit. */
  readonly claimId: string;
  readonly payerId: string;
  readonly traceNumber: string;
};

export type PatientMemory = ReadonlyMap<string, PatientRow>;

export type PatientNotebook = {
  get(key: string): PatientRow | undefined;
  put(key: string, row: PatientRow): void;
  forget(key: string): void;
  /** Money due on or before the day, in the order of its keys; it is forgotten. */
  takeDue(today: CalendarDate): readonly DueMoney[];
  readonly changes: ReadonlyMap<string, PatientRow | null>;
};

export function moneyKey(on: CalendarDate, paymentId: string): string {
  return `due/${on}/${paymentId}`;
}

export function openPatientNotebook(memory: PatientMemory): PatientNotebook {
  const changes = new Map<string, PatientRow | null>();
  const get = (key: string) =>
    changes.has(key) ? (changes.get(key) ?? undefined) : memory.get(key);
  return {
    get,
    put: (key, row) => changes.set(key, row),
    forget: (key) => changes.set(key, null),
    takeDue: (today) => {
      const end = `due/${today}/\uffff`;
      const keys = new Set([...memory.keys(), ...changes.keys()]);
      const due = [...keys].filter((key) => key.startsWith('due/') && key <= end).sort();
      const rows = due.map(get).filter((row) => row?.kind === 'money');
      for (const key of due) changes.set(key, null);
      return rows;
    },
    changes,
  };
}
