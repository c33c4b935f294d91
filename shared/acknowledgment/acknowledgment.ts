/** What a receiver says of what it was sent: TA1, 999, 277CA (005010X214) and 277 (005010X212). No names are kept. */
import type { CalendarDate } from '../values/dates.ts';

/** One composite of an STC, with the date and the action of its segment. */
export type Status = {
  /** A0 to A8 in a 277CA; P, F, R and others in a 277. */
  readonly category: string;
  readonly status: string;
  readonly entity: string;
  /** STC02, else the day on which the file was made; null when neither can be read. */
  readonly date: CalendarDate | null;
  /** STC03: WQ accept, U reject; empty in a 277. */
  readonly action: string;
};

export type InterchangeAcknowledgment = {
  readonly kind: 'TA1';
  /** TA101, the ISA13 that is answered. */
  readonly interchangeNumber: string;
  /** TA104: A accepted, E accepted with errors, R rejected. */
  readonly code: string;
  /** TA105; 000 without an error. */
  readonly note: string;
};

export type GroupAcknowledgment = {
  readonly kind: '999';
  /** False when the ST has no SE; then something may be missing. */
  readonly complete: boolean;
  /** AK101, HC for claims, and AK102, the GS06 that is answered. */
  readonly functionalCode: string;
  readonly groupNumber: string;
  /** AK202 and IK501. */
  readonly transactions: readonly {
    readonly transactionNumber: string;
    readonly code: string;
    readonly errors: readonly FileError[];
  }[];
  /** AK901; empty when the AK9 is missing. */
  readonly code: string;
  /** AK905 to AK909. */
  readonly errors: readonly FileError[];
};

/** What a receiver could not read, without what stood there. */
export type FileError = {
  /** The element of the 999 that says it, with its code: `IK304-8`, `IK403-1`, `IK502-4`, `AK905-3`. */
  readonly code: string;
  /** The segment or element of the 837: `CLM`, `CLM02`, `CLM05-3`; empty for the whole. */
  readonly place: string;
};

/** Loop 2200D. */
export type ClaimStatus = {
  /** TRN02 in a 277CA; REF*EJ, else TRN02, in a 277. */
  readonly patientControlNumber: string;
  readonly statuses: readonly Status[];
  /** Loop 2220D: what is said of its lines. */
  readonly lineStatuses: readonly Status[];
  /** TRN02 of a 277 beside a REF*EJ: the number of the question. */
  readonly trace?: string;
  /** REF*1K; empty without one. */
  readonly payerControlNumber: string;
};

/** One information receiver (HL03 21) of a 277CA or 277 and the claims below it. */
export type StatusAcknowledgment = {
  readonly kind: '277CA' | '277';
  readonly complete: boolean;
  /** 2200B TRN02: in a 277CA the BHT03 of the 837's ST. */
  readonly batchReference: string;
  /** Of the whole batch or of a provider in it (2200B, 2200C). */
  readonly statuses: readonly Status[];
  readonly claims: readonly ClaimStatus[];
  /** 2200B QTY*90 and QTY*AA; null when not told. */
  readonly acceptedClaims: number | null;
  readonly rejectedClaims: number | null;
};

export type Acknowledgment = InterchangeAcknowledgment | GroupAcknowledgment | StatusAcknowledgment;
