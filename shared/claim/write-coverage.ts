/** Writes loops 2320, 2330 and 2430 of an 837. */
import { type CalendarDate, compactDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { Party } from '../x12/party.ts';
import { procedureParts } from '../x12/trace.ts';
import { amountText, type OutgoingSegment } from '../x12/write.ts';
import {
  addressSegments,
  contactSegment,
  demographicSegments,
  nameSegment,
  referenceSegments,
  specialtySegments,
} from '../x12/write-party.ts';
import type { LineAdjudication, OtherAdjustment, OtherCoverage } from './other-coverage.ts';

const tripletsInSegment = 6;

export function coverageSegments(coverage: OtherCoverage): OutgoingSegment[] {
  const { filingCode, groupName, groupOrPolicy, insuranceType, rank, relationship } = coverage;
  const { benefitsAssigned, decidedOn, insured, payer, release } = coverage;
  return [
    ['SBR', rank, relationship, groupOrPolicy, groupName, insuranceType, '', '', '', filingCode],
    ...adjustmentSegments(coverage.adjustments),
    ...amountSegments('D', coverage.paidCents),
    ...amountSegments('EAF', coverage.patientCents),
    ['OI', '', '', benefitsAssigned, '', '', release],
    ...(insured === null ? [] : claimPartySegments(insured)),
    ...payerSegments(payer, decidedOn),
  ];
}

/** DTP*573 stands between the address and the references of the payer. */
function payerSegments(payer: Party | null, decidedOn: CalendarDate | null): OutgoingSegment[] {
  if (payer === null) return [];
  const references = referenceSegments(payer.references);
  return [
    ...claimPartySegments({ ...payer, references: [] }),
    ...decisionSegments(decidedOn),
    ...references,
  ];
}

export function adjudicationSegments(told: LineAdjudication): OutgoingSegment[] {
  const paid = told.paidCents === null ? '' : amountText(told.paidCents);
  const procedure = procedureParts(told.procedure);
  const { bundledInto, paidUnits, payerId, revenueCode } = told;
  return [
    ['SVD', payerId, paid, procedure, revenueCode, paidUnits ?? '', bundledInto],
    ...adjustmentSegments(told.adjustments),
    ...decisionSegments(told.decidedOn),
    ...amountSegments('EAF', told.patientCents),
  ];
}

/** A loop that begins with NM1, in the order of an 837. */
export function claimPartySegments(party: Party): OutgoingSegment[] {
  return [
    nameSegment(party),
    ...specialtySegments(party),
    ...addressSegments(party.address),
    ...demographicSegments(party),
    ...referenceSegments(party.references),
    ...party.contacts.map(contactSegment),
  ];
}

function amountSegments(qualifier: string, amount: Cents | null): OutgoingSegment[] {
  return amount === null ? [] : [['AMT', qualifier, amountText(amount)]];
}

function decisionSegments(day: CalendarDate | null): OutgoingSegment[] {
  return day === null ? [] : [['DTP', '573', 'D8', compactDate(day)]];
}

/** One CAS for neighbours of one group, at most six triplets in each. */
function adjustmentSegments(adjustments: readonly OtherAdjustment[]): OutgoingSegment[] {
  const runs: OtherAdjustment[][] = [];
  for (const adjustment of adjustments) {
    const run = runs.at(-1);
    if (run?.[0]?.group === adjustment.group && run.length < tripletsInSegment) {
      run.push(adjustment);
    } else runs.push([adjustment]);
  }
  return runs.map((run) => ['CAS', run[0]?.group ?? '', ...run.flatMap(tripletOf)]);
}

function tripletOf({ amountCents, quantity, reason }: OtherAdjustment): string[] {
  return [reason, amountCents === null ? '' : amountText(amountCents), quantity ?? ''];
}
