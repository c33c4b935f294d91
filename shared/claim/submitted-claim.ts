/** A claim as an 837 tells it to whoever receives the file: what both kinds share, and the 837P. */
import type { Address, Relationship, Sex } from '../encounter/encounter.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { Contact, Party } from '../x12/party.ts';
import type { Segment } from '../x12/segment.ts';
import type { Heading } from '../x12/transaction-set.ts';
import type { LineAdjudication, OtherCoverage } from './other-coverage.ts';

/** Loop 2000A. */
export type BillingProvider = {
  readonly name: string;
  readonly npi: string;
  /** REF*EI. */
  readonly taxId: string;
  readonly taxonomy: string;
  readonly address: Address;
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

/** Loops 2000B and 2000C: who pays first, for whom. */
export type ClaimParties = {
  /** 2010BB. */
  readonly payerId: string;
  readonly payerName: string;
  /** SBR01: P when this payer is the first. */
  readonly payerRank: string;
  /** SBR09 and SBR03. */
  readonly filingCode: string;
  readonly groupOrPolicy: string;
  readonly memberId: string;
  readonly relationship: Relationship;
  readonly subscriber: Person;
  /** The subscriber where there is no loop 2000C. */
  readonly patient: Person;
};

/** The head of loop 2300 that both kinds of claim have. */
export type ClaimHead = {
  /** CLM01. */
  readonly patientControlNumber: string;
  /** CLM02; null when it can not be read. */
  readonly chargeCents: Cents | null;
  /** CLM05-3. */
  readonly frequency: string;
  /** CLM06 signature on file, CLM07 assignment accepted, CLM08 benefits assigned, CLM09 release. */
  readonly consents: {
    readonly signature: string;
    readonly assignment: string;
    readonly benefits: string;
    readonly release: string;
  };
  /** REF*G1 and REF*F8; empty without them. */
  readonly priorAuthorization: string;
  readonly originalControlNumber: string;
  /** Every loop 2320. */
  readonly coverages: readonly OtherCoverage[];
};

/** The file and the loops above a claim. */
export type Submission = {
  /** ISA13, GS06, ST02 and BHT03. */
  readonly interchangeNumber: string;
  readonly groupNumber: string;
  readonly transactionNumber: string;
  readonly batchReference: string;
  readonly heading: Heading;
  /** NM1*41 and NM1*40. */
  readonly submitterId: string;
  readonly submitterName: string;
  readonly submitterContacts: readonly Contact[];
  readonly receiverId: string;
  readonly receiverName: string;
  readonly billing: BillingProvider;
} & ClaimParties;

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
  readonly adjudications: readonly LineAdjudication[];
  readonly other: readonly Segment[];
};

/** Loops 2300 to 2400 of an 837P. */
export type ProfessionalClaim = ClaimHead & {
  readonly placeOfService: string;
  /** HI, the principal diagnosis first. */
  readonly diagnoses: readonly string[];
  readonly referring: Party | null;
  readonly referringNpi: string;
  readonly rendering: Party | null;
  /** 2310B, else the billing provider's. */
  readonly renderingNpi: string;
  /** The first loop 2320. */
  readonly secondary: { readonly payerId: string; readonly memberId: string } | null;
  readonly lines: readonly SubmittedLine[];
  /** Segments of the claim, but of its lines, that no field tells whole. */
  readonly other: readonly Segment[];
};

export type SubmittedClaim = Submission & ProfessionalClaim;
