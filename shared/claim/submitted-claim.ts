/** A claim as an 837P tells it to whoever receives the file. */
import type { Address, Relationship, Sex } from '../encounter/encounter.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { Segment } from '../x12/segment.ts';

/** Loop 2000A. */
export type BillingProvider = {
  readonly name: string;
  readonly npi: string;
  /** REF*EI. */
  readonly taxId: string;
  readonly taxonomy: string;
};

/** Loop 2010BA or 2010CA. */
export type Person = {
  readonly last: string;
  readonly first: string;
  readonly birthDate: CalendarDate | null;
  readonly sex: Sex;
  /** Empty texts where the loop names none. */
  readonly address: Address;
};

/** Loop 2400. */
export type SubmittedLine = {
  /** LX01. */
  readonly line: number;
  readonly procedure: string;
  readonly modifiers: readonly string[];
  /** SV102 and SV104; null when they can not be read. */
  readonly chargeCents: Cents | null;
  readonly units: number | null;
  readonly serviceDate: CalendarDate | null;
  readonly serviceDateTo: CalendarDate | null;
  readonly pointers: readonly number[];
  /** REF*6R; empty without one. */
  readonly controlNumber: string;
  readonly other: readonly Segment[];
};

/** Loop 2300 with the loops above it. */
export type SubmittedClaim = {
  /** ISA13, GS06, ST02 and BHT03. */
  readonly interchangeNumber: string;
  readonly groupNumber: string;
  readonly transactionNumber: string;
  readonly batchReference: string;
  /** NM1*41 and NM1*40. */
  readonly submitterId: string;
  readonly receiverId: string;
  readonly billing: BillingProvider;
  /** 2010BB. */
  readonly payerId: string;
  readonly payerName: string;
  /** SBR09 and SBR03. */
  readonly filingCode: string;
  readonly groupOrPolicy: string;
  readonly memberId: string;
  readonly relationship: Relationship;
  readonly subscriber: Person;
  /** The subscriber where there is no loop 2000C. */
  readonly patient: Person;
  /** CLM01. */
  readonly patientControlNumber: string;
  /** CLM02; null when it can not be read. */
  readonly chargeCents: Cents | null;
  readonly placeOfService: string;
  /** CLM05-3. */
  readonly frequency: string;
  /** REF*G1 and REF*F8; empty without them. */
  readonly priorAuthorization: string;
  readonly originalControlNumber: string;
  /** HI, the principal diagnosis first. */
  readonly diagnoses: readonly string[];
  readonly referringNpi: string;
  /** 2310B, else the billing provider's. */
  readonly renderingNpi: string;
  /** The first loop 2320. */
  readonly secondary: { readonly payerId: string; readonly memberId: string } | null;
  readonly lines: readonly SubmittedLine[];
  /** Segments of the claim that no field tells. */
  readonly other: readonly Segment[];
};
