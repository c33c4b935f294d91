/** Reads loops 2320, 2330 and 2430 of an 837. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import { periodIn } from '../x12/period.ts';
import { readParty } from '../x12/read-party.ts';
import { allOf, amountIn, firstOf, type Reading, textIn, valueIn, within } from '../x12/reading.ts';
import { elementOf, type Segment, splitBefore } from '../x12/segment.ts';
import { parseDecimal, readProcedure } from '../x12/trace.ts';
import type { LineAdjudication, OtherAdjustment, OtherCoverage } from './other-coverage.ts';

/** A loop 2320 from its SBR to before the next. */
export function readCoverage(loop: Reading): OtherCoverage {
  const [segments, ...named] = splitBefore(loop.segments, 'NM1').map((run) => within(loop, run));
  const own = segments ?? loop;
  const sbr = firstOf(own, 'SBR');
  const oi = firstOf(own, 'OI');
  const text = (n: number) => textIn(own, sbr, n);
  return {
    rank: text(1),
    relationship: text(2),
    groupOrPolicy: text(3),
    groupName: text(4),
    insuranceType: text(5),
    filingCode: text(9),
    adjustments: readAdjustments(own),
    paidCents: amountOf(own, 'D'),
    patientCents: amountOf(own, 'EAF'),
    benefitsAssigned: textIn(own, oi, 3),
    release: textIn(own, oi, 6),
    insured: partyOf(named, 'IL'),
    payer: partyOf(named, 'PR'),
    decidedOn: named.map(decisionDay).find((day) => day !== null) ?? null,
  };
}

/** A loop 2430 from its SVD to before the next. */
export function readAdjudication(own: Reading): LineAdjudication {
  const svd = firstOf(own, 'SVD');
  return {
    payerId: textIn(own, svd, 1),
    paidCents: amountIn(own, svd, 2),
    procedure: readProcedure(own, svd, 3),
    revenueCode: textIn(own, svd, 4),
    paidUnits: valueIn(own, svd, 5, parseDecimal),
    bundledInto: textIn(own, svd, 6),
    adjustments: readAdjustments(own),
    patientCents: amountOf(own, 'EAF'),
    decidedOn: decisionDay(own),
  };
}

function partyOf(runs: readonly Reading[], role: string) {
  const run = runs.find(({ segments: [nm1] }) => nm1 !== undefined && elementOf(nm1, 1) === role);
  return run === undefined ? null : readParty(run, role);
}

function amountOf(own: Reading, qualifier: string): Cents | null {
  return amountIn(own, firstOf(own, 'AMT', qualifier), 2);
}

function decisionDay(own: Reading): CalendarDate | null {
  return periodIn(own, firstOf(own, 'DTP', '573'))?.from ?? null;
}

function readAdjustments(own: Reading): OtherAdjustment[] {
  return allOf(own, 'CAS').flatMap((cas) => tripletsOf(own, cas));
}

/** At most six a segment. */
function tripletsOf(own: Reading, cas: Segment): OtherAdjustment[] {
  return [2, 5, 8, 11, 14, 17]
    .filter((n) => [n, n + 1, n + 2].some((place) => elementOf(cas, place) !== ''))
    .map((n) => ({
      group: textIn(own, cas, 1),
      reason: textIn(own, cas, n),
      amountCents: amountIn(own, cas, n + 1),
      quantity: valueIn(own, cas, n + 2, parseDecimal),
    }));
}
