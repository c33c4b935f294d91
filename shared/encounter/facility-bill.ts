/** What the bill of a facility (837I) says beside the visit itself. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { HealthCode } from '../x12/health-codes.ts';
import type { Party } from '../x12/party.ts';
import type { Period } from '../x12/period.ts';
import type { Procedure } from '../x12/trace.ts';

export type FacilityBill = {
  /** CL101 to CL103. */
  readonly admissionType: string;
  readonly admissionSource: string;
  readonly patientStatus: string;
  /** DTP*434, DTP*435 and DTP*096; hours are HHMM, empty when not told. */
  readonly statement: Period | null;
  readonly admittedOn: CalendarDate | null;
  readonly admissionHour: string;
  readonly dischargeHour: string;
  /** REF*EA. */
  readonly medicalRecordNumber: string;
  /** CLM06 to CLM09. */
  readonly consents: {
    readonly signature: string;
    readonly assignment: string;
    readonly benefits: string;
    readonly release: string;
  };
  /** Every code of its HI segments: diagnoses, procedures, occurrences, values, conditions, DRG. */
  readonly codes: readonly HealthCode[];
  /** Loops 2310: attending (71), operating (72), other operating (ZZ), rendering (82), referring (DN), service facility (77). */
  readonly providers: readonly Party[];
  /** One for each service line, in their order. */
  readonly lines: readonly FacilityLine[];
  /** It goes to the first payer, and no other payer has decided anything yet. */
  readonly firstPayer: boolean;
  /** Ids of segments that the export has and what we send would not have. */
  readonly leftOut: readonly string[];
};

export type FacilityLine = {
  /** SV201. */
  readonly revenueCode: string;
  /** SV202; null for a line of a revenue code alone. */
  readonly procedure: Procedure | null;
  /** SV204: UN units, DA days. */
  readonly unit: string;
  /** SV207. */
  readonly nonCoveredCents: Cents | null;
  /** Whether it has days of its own (DTP*472), or the statement's. */
  readonly dated: boolean;
};
