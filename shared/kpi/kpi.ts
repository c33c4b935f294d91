/** What a KPI is, as data: its question, its two numbers, and how facts become observations of them. */
import type { CalendarDate, Month } from '../values/dates.ts';
import type { ClaimId, PayerId, PracticeId } from '../values/ids.ts';
import type { ClaimView } from './claim-view.ts';
import type { MeasuringDay } from './measuring-days.ts';

export type KpiUnit = 'rate' | 'days' | 'cents' | 'count';

export type Target = { readonly op: '>' | '>=' | '<' | '<='; readonly value: number };

/**
 * How a month's observations become the value. `ratio`: Σ ÷ Σ. `median`: of the numerators. `sum`: Σ
 * of the numerators. `trailing`: Σ ÷ the average denominator of the three months before. `daily`: Σ ÷
 * the denominator per day of a window of at most 90 days that began with `since`.
 */
type Fold = 'ratio' | 'median' | 'sum' | 'trailing' | 'daily';

/** What one claim, file or work item adds to a month. */
export type Observation = {
  readonly month: Month;
  readonly numerator: number;
  readonly denominator: number;
  /** For `daily`: its first charged service day. */
  readonly since?: CalendarDate;
};

/** A remittance file and whether its money was posted on the day it came. */
export type RemittanceFacts = {
  readonly practice: PracticeId;
  readonly payerId: PayerId | null;
  readonly arrivedOn: CalendarDate;
  readonly arrivalKnown: boolean;
  readonly postedSameDay: boolean;
};

export type WorkFacts = {
  readonly practice: PracticeId;
  /** The claim's primary payer; null for an item without a claim. */
  readonly payerId: PayerId | null;
  readonly claimId: ClaimId | null;
  readonly queue: string;
  /** Empty when nobody owns it. */
  readonly owner: string;
  readonly openedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly closedOn: CalendarDate | null;
};

/** A visit, and whether what should be done before it was done in time. */
export type VisitFacts = {
  readonly practice: PracticeId;
  readonly payerId: PayerId;
  readonly visitOn: CalendarDate;
  readonly verification: 'in-time' | 'late' | 'not-due';
  readonly authorization: 'in-time' | 'late' | 'not-due';
};

export type Observer =
  | { readonly of: 'claim'; readonly observe: (view: ClaimView) => readonly Observation[] }
  | {
      readonly of: 'remittance';
      readonly observe: (file: RemittanceFacts) => readonly Observation[];
    }
  | {
      readonly of: 'visit';
      readonly observe: (visit: VisitFacts, asOf: CalendarDate) => readonly Observation[];
    }
  | {
      readonly of: 'work';
      readonly observe: (
        item: WorkFacts,
        days: readonly MeasuringDay[],
        asOf: CalendarDate,
      ) => readonly Observation[];
    };

export type Kpi = {
  readonly id: string;
  /** Raised when the formula changes. */
  readonly version: number;
  /** In a few words, for pages and terminals. */
  readonly name: string;
  readonly question: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly unit: KpiUnit;
  readonly better: 'up' | 'down';
  readonly target: Target | null;
  /** Who defines it so. */
  readonly source: string;
  readonly monthOf: string;
  readonly fold: Fold;
  /** Days after the month's end before its value is compared with the target; null: at once. */
  readonly matureDays: number | null;
  readonly observer: Observer;
};

/** What most KPIs have in common. */
export const plain = {
  version: 1,
  target: null,
  fold: 'ratio',
  matureDays: null,
} as const;

export const none: readonly Observation[] = [];

/** A claim counted in the denominator, and in the numerator when it has the quality asked for. */
export function counted(month: Month, hit: boolean): readonly Observation[] {
  return [{ month, numerator: hit ? 1 : 0, denominator: 1 }];
}
