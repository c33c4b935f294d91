/** What a practice tells us about itself and its payers: the rows of its reference files. */
import type { CalendarDate } from '../values/dates.ts';
import type { PayerId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';

/** practice.json: the billing provider (loop 2010AA) and the house rules of its money. */
export type Practice = {
  readonly name: string;
  readonly npi: string;
  readonly taxId: string;
  readonly taxonomy: string;
  readonly address: {
    readonly line1: string;
    readonly city: string;
    readonly state: string;
    readonly zip: string;
  };
  readonly phone: string;
  readonly timeZone: string;
  readonly submitterId: string;
  readonly toleranceCents: Cents;
  readonly writeOffLimitCents: Cents;
};

/** payers.csv. Limits are calendar days, the last one included. */
export type Payer = {
  readonly payerId: PayerId;
  readonly name: string;
  readonly claimFilingCode: string;
  readonly filingLimitDays: number;
  readonly appealLimitDays: number;
  readonly electronic: boolean;
  readonly receiver: string;
};

/**
 * receivers.csv: how a receiver is reached over a network. One without a row fetches its files where we
 * drop them. Its secrets lie elsewhere, under a name made of the practice's and its own.
 */
export type Receiver = {
  readonly receiver: string;
  readonly method: 'sftp' | 'https';
  /** A host's name, with `:port` where it is not the usual one. */
  readonly host: string;
  /** Where files go: a directory, or a resource. */
  readonly path: string;
  /** Where its answers lie: a directory, or host and resource of a list; empty when it is not polled. */
  readonly answers: string;
  /** SFTP alone: the name of the account, and the key that the server must show. */
  readonly user: string;
  /** `SHA256:` and 43 characters, as OpenSSH prints it. */
  readonly hostKey: string;
};

/** contracts.csv: the allowed amount per unit; empty `modifier` and `place` fit any line. */
export type ContractRate = {
  readonly payerId: PayerId;
  readonly procedure: string;
  readonly modifier: string;
  readonly place: 'facility' | 'nonfacility' | '';
  readonly allowedCents: Cents;
  readonly effectiveFrom: CalendarDate;
  readonly effectiveTo: CalendarDate | null;
};

/** reductions.csv: this payer prices a line with the modifier by its rule. */
export type Reduction = {
  readonly payerId: PayerId;
  readonly modifier: string;
  /** The part that the line keeps, in hundredths of a percent; null for the usual one. */
  readonly basisPoints: number | null;
  readonly effectiveFrom: CalendarDate;
  readonly effectiveTo: CalendarDate | null;
};

/** fee_schedules.csv: what contracts.csv does not price is a part of Medicare's fee in a locality. */
export type FeeSchedule = {
  readonly payerId: PayerId;
  /** The contractor's five digits and the locality's two. */
  readonly locality: string;
  /** In hundredths of a percent. */
  readonly basisPoints: number;
  readonly effectiveFrom: CalendarDate;
  readonly effectiveTo: CalendarDate | null;
};

/** providers.csv; `payers` is `*` or the payers the provider is enrolled with. */
export type Provider = {
  readonly npi: string;
  readonly last: string;
  readonly first: string;
  readonly taxonomy: string;
  readonly payers: '*' | readonly PayerId[];
};

/** owners.csv: who works a queue and how fast. */
export type QueueOwner = {
  readonly queue: string;
  readonly owner: string;
  readonly team: string;
  readonly turnaroundHours: number;
  readonly escalateTo: string;
};

/** authorizations.csv. */
export type Authorization = {
  readonly payerId: PayerId;
  readonly memberId: string;
  readonly number: string;
  readonly procedure: string;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate;
  readonly units: number;
};

/** auth_required.csv: services that this payer pays only with a prior authorization. */
export type AuthorizationRequirement = { readonly payerId: PayerId; readonly procedure: string };
