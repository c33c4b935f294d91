/** A claim: an encounter priced and named for a payer. How it is written as X12 is in write-professional.ts. */
import type { Encounter } from '../encounter/encounter.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';

type ClaimLine = {
  /** 1-based (LX01). */
  readonly line: number;
  /** REF*6R, returned by the payer: unique in the claim, ≤ 30 characters. */
  readonly controlNumber: string;
  /** min(charge, allowed × units) from the contract in force on the service date; null when unpriced. */
  readonly expectedCents: Cents | null;
};

/** As built at intake; it never changes. */
export type Claim = {
  readonly practice: PracticeId;
  readonly claimId: ClaimId;
  readonly encounter: Encounter;
  readonly lines: readonly ClaimLine[];
  readonly chargeCents: Cents;
  /** Business date on which the encounter was taken. */
  readonly takenOn: CalendarDate;
  /** Whether its file had an arrival day; without one lags are not known. */
  readonly arrivalKnown: boolean;
  /** The claim of the same visit under another encounter id (rule I01); it has the charge. */
  readonly duplicateOf: ClaimId | null;
  /** Whether rows of the encounter disagreed on a header field. */
  readonly rowsDisagree: boolean;
  /** The version of the practice's reference that priced it. */
  readonly contracts?: number;
};

export type ClaimState =
  | 'held'
  | 'ready'
  | 'sent'
  | 'accepted'
  | 'rejected'
  | 'pended'
  | 'adjudicated'
  | 'denied'
  | 'closed'
  | 'voided';
