/** A visit as the practice charged it: who, by whom, for what, to which payer. No ledger, no payer rules. */
import type { CalendarDate } from '../values/dates.ts';
import type { EncounterId, PayerId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';
import type { FacilityBill } from './facility-bill.ts';

export type Sex = 'F' | 'M' | 'U';
export type Relationship = 'self' | 'spouse' | 'child' | 'other';

export type Address = {
  readonly line1: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
};

export type Patient = {
  readonly patientId: string;
  readonly last: string;
  readonly first: string;
  readonly birthDate: CalendarDate;
  readonly sex: Sex;
  readonly address: Address;
};

/** The insured when that is not the patient (loop 2010BA). */
export type Subscriber = {
  readonly last: string;
  readonly first: string;
  readonly birthDate: CalendarDate | null;
};

export type ServiceLine = {
  /** 1-based (LX01). */
  readonly line: number;
  readonly serviceDate: CalendarDate;
  /** The last day of a span; equal to `serviceDate` for one day. */
  readonly serviceDateTo: CalendarDate;
  /** CPT or HCPCS, upper case; of a facility's line without one its revenue code. */
  readonly procedure: string;
  readonly modifiers: readonly string[];
  /** 1-based places in the encounter's diagnoses. */
  readonly pointers: readonly number[];
  /** SV104, at most three decimals. */
  readonly units: number;
  /** The line's total (SV102). */
  readonly chargeCents: Cents;
};

/** Facts coded from the chart, for coding review; whatever the practice knows. */
export type Documentation = {
  readonly mdm?: string;
  readonly minutes?: number;
  readonly procedures?: readonly string[];
  readonly diagnoses?: readonly string[];
  readonly signed?: boolean;
};

export type Encounter = {
  readonly encounterId: EncounterId;
  readonly patient: Patient;
  readonly payerId: PayerId;
  readonly memberId: string;
  readonly groupNumber: string;
  readonly relationship: Relationship;
  readonly subscriber: Subscriber | null;
  readonly secondary: { readonly payerId: PayerId; readonly memberId: string } | null;
  readonly priorAuthorization: string;
  readonly referringNpi: string;
  readonly renderingNpi: string;
  /** CLM05-1: CMS's place of service, or the first two digits of a facility's type of bill. */
  readonly placeOfService: string;
  /** ICD-10-CM without the dot, upper case. */
  readonly diagnoses: readonly string[];
  readonly lines: readonly ServiceLine[];
  /** ISO 8601 with offset, when the encounter ended; empty when unknown. */
  readonly closedAt: string;
  readonly documented: Documentation | null;
  /** SBR01 and CLM05-3 of an uploaded claim that is no original one to the first payer; absent in any other. */
  readonly notOriginal?: { readonly rank: string; readonly frequency: string };
  /** Absent in the visit of a professional. */
  readonly facility?: FacilityBill;
};
