/** What the sample's patients, bank and front desk remember between two days. */
import type { Cents } from '../values/money.ts';
import type { Memory, Notebook } from './notebook.ts';

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
  readonly forgivenCents: Cents;
  /** The keys of what is planned and not yet done. */
  readonly planned: readonly string[];
};

/** Money that moves on a coming day. */
export type DueMoney = {
  readonly kind: 'money';
  /** `forgive`: a balance that the clinic's policy gives up. */
  readonly what: 'patient' | 'refund' | 'deposit' | 'forgive';
  readonly paymentId: string;
  readonly amountCents: Cents;
  /** The claim of a patient's money; empty for a deposit. */
  readonly claimId: string;
  readonly payerId: string;
  readonly traceNumber: string;
};

export type PatientMemory = Memory<PatientRow>;
export type PatientNotebook = Notebook<PatientRow>;
