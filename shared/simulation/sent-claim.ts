/** A claim as a payer finds it in an 837P: what it can see, and nothing that the clinic knows besides. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { AnswerAdjustment } from './answer.ts';

export type SentLine = {
  /** REF*6R; null when the sender gave none. */
  readonly controlNumber: string | null;
  readonly procedure: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly chargeCents: Cents;
  readonly serviceDate: CalendarDate;
  readonly place: string;
  /** The diagnoses that the line points to. */
  readonly diagnoses: readonly string[];
  /** What the payer before left to the patient (2430 CAS*PR); empty of a first payer's line. */
  readonly leftToPatient: readonly AnswerAdjustment[];
};

export type Payee = { readonly name: string; readonly npi: string; readonly taxId: string };

export type SentClaim = {
  readonly payerId: string;
  readonly payee: Payee;
  /** CLM01. */
  readonly claimId: string;
  /** CLM05-3: 1 original, 7 replacement, 8 void. */
  readonly frequency: string;
  /** REF*F8: the payer's number of what a 7 replaces; empty without one. */
  readonly originalControlNumber: string;
  /** SBR01: P for the payer who pays first. */
  readonly rank: string;
  /** Who else covers the patient (2330). */
  readonly other: { readonly payerId: string; readonly memberId: string } | null;
  readonly chargeCents: Cents;
  readonly memberId: string;
  readonly groupNumber: string;
  readonly patient: { readonly last: string; readonly first: string; readonly birthDate: string };
  readonly authorization: string;
  readonly renderingNpi: string;
  readonly diagnoses: readonly string[];
  readonly lines: readonly [SentLine, ...SentLine[]];
};
