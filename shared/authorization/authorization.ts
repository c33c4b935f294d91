/** What a payer is asked to authorize and what it decides: a 278 (005010X217), one patient event. */
import type { Cents } from '../values/money.ts';
import type { Delivery } from '../x12/delivery.ts';
import type { HealthCode } from '../x12/health-codes.ts';
import type { Party, Reference } from '../x12/party.ts';
import type { NamedPeriod } from '../x12/period.ts';
import type { Procedure, Rejection, Trace } from '../x12/trace.ts';
import type { Heading } from '../x12/transaction-set.ts';

/** UM. */
export type Review = {
  /** UM01: AR admission, HS health services, SC specialty care, … */
  readonly category: string;
  /** UM02: I initial, R renewal, 3 cancellation, … */
  readonly certification: string;
  /** UM03: 1 medical care, 2 surgical, … */
  readonly serviceType: string;
  /** UM04: where (A type of bill, B place of service). */
  readonly facility: string;
  readonly facilityQualifier: string;
  /** UM06: E elective, U urgent, 03 emergency. */
  readonly level: string;
};

/** CL1. */
export type Admission = {
  readonly type: string;
  readonly source: string;
  readonly patientStatus: string;
};

/** SV1 or SV2. */
export type AuthorizedService = {
  readonly kind: 'professional' | 'institutional';
  /** Of an institutional service. */
  readonly revenueCode: string;
  readonly procedure: Procedure | null;
  readonly chargeCents: Cents | null;
  /** UN units, MJ minutes, DA days; a decimal as written. */
  readonly unit: string;
  readonly quantity: string | null;
  /** SV107, places among the event's diagnoses. */
  readonly diagnosisPointers: readonly string[];
};

/** What stands in an event (HL EV) and in a service (HL SS) alike. */
export type RequestedItem = {
  readonly traces: readonly Trace[];
  readonly review: Review | null;
  /** REF*BB an authorization, REF*NT an administrative number, … */
  readonly references: readonly Reference[];
  /** DTP: AAH event, 435 admission, 472 service, 007 and 036 of a certification, … */
  readonly dates: readonly NamedPeriod[];
  readonly diagnoses: readonly HealthCode[];
  readonly admission: Admission | null;
  readonly service: AuthorizedService | null;
  readonly deliveries: readonly Delivery[];
  readonly messages: readonly string[];
  /** Who is to provide it: NM1*SJ, 71, 72, FA, … */
  readonly providers: readonly Party[];
};

/** BHT02 is not 11. */
export type AuthorizationRequest = {
  readonly heading: Heading;
  /** HL 20 and 21. */
  readonly payer: Party | null;
  readonly requester: Party | null;
  readonly subscriber: Party | null;
  /** Null when the subscriber is the patient. */
  readonly dependent: Party | null;
  readonly event: RequestedItem | null;
  readonly services: readonly RequestedItem[];
};

/** HCR. */
export type Decision = {
  /** HCR01: A1 certified, A3 not certified, A4 pended, A6 modified, CT contact the payer, … */
  readonly action: string;
  /** HCR02: the authorization's number. */
  readonly number: string;
  /** HCR03: why. */
  readonly reasons: readonly string[];
  /** HCR04: Y when a second opinion is needed. */
  readonly secondOpinion: string;
};

/** Somebody in the request, with what of the request could not be taken for them. */
export type AnsweredParty = Party & { readonly rejections: readonly Rejection[] };

export type DecidedItem = Omit<RequestedItem, 'providers'> & {
  /** Null where the item is not decided by itself. */
  readonly decision: Decision | null;
  readonly rejections: readonly Rejection[];
  readonly providers: readonly AnsweredParty[];
};

/** BHT02 is 11; BHT03 and the traces are those of the request. */
export type AuthorizationDecision = {
  readonly heading: Heading;
  readonly payer: AnsweredParty | null;
  readonly requester: AnsweredParty | null;
  readonly subscriber: AnsweredParty | null;
  readonly dependent: AnsweredParty | null;
  readonly event: DecidedItem | null;
  readonly services: readonly DecidedItem[];
};
