/** Reads what loops 2300 and 2400 of both kinds of 837 have in common. */
import type { Party } from '../x12/party.ts';
import { periodIn } from '../x12/period.ts';
import { readParty } from '../x12/read-party.ts';
import {
  amountIn,
  componentsIn,
  firstOf,
  type Reading,
  textIn,
  valueIn,
  within,
} from '../x12/reading.ts';
import { componentsOf, elementOf, splitBefore } from '../x12/segment.ts';
import { readAdjudication, readCoverage } from './read-coverage.ts';
import type { ClaimHead } from './submitted-claim.ts';

/** The parts of a claim: its head, the loops 2310, 2320 and 2400, and the lines' own 2430s. */
export type ClaimLoops = {
  readonly head: Reading;
  readonly providers: readonly Reading[];
  readonly coverages: readonly Reading[];
  readonly lines: readonly Reading[];
};

export function cutClaim(claim: Reading): ClaimLoops {
  const part = (run: Reading['segments']) => within(claim, run);
  const [above, ...lines] = splitBefore(claim.segments, 'LX');
  const [own, ...coverages] = splitBefore(above, 'SBR');
  const [head, ...providers] = splitBefore(own, 'NM1');
  return {
    head: part(head),
    providers: providers.map(part),
    coverages: coverages.map(part),
    lines: lines.map(part),
  };
}

/** CLM05-1 and -3; between them stands the letter of the guide. */
export function readFacility(head: Reading, letter: string) {
  const clm = firstOf(head, 'CLM');
  const [facility = '', sign, frequency = ''] = clm === undefined ? [] : componentsOf(clm, 5);
  if (sign === letter) componentsIn(head, clm, 5, 3);
  return { facility, frequency };
}

export function readClaimHead({ coverages, head }: ClaimLoops): Omit<ClaimHead, 'frequency'> {
  const clm = firstOf(head, 'CLM');
  return {
    patientControlNumber: textIn(head, clm, 1),
    chargeCents: amountIn(head, clm, 2),
    consents: {
      signature: textIn(head, clm, 6),
      assignment: textIn(head, clm, 7),
      benefits: textIn(head, clm, 8),
      release: textIn(head, clm, 9),
    },
    priorAuthorization: textIn(head, firstOf(head, 'REF', 'G1'), 2),
    originalControlNumber: textIn(head, firstOf(head, 'REF', 'F8'), 2),
    coverages: coverages.map(readCoverage),
  };
}

/** The loop 2310 of a role. */
export function readProvider({ providers }: ClaimLoops, role: string): Party | null {
  const loop = providers.find(
    ({ segments: [nm1] }) => nm1 !== undefined && elementOf(nm1, 1) === role,
  );
  return loop === undefined ? null : readParty(loop, role);
}

/** What lines of both kinds have; `place` is the number of one without LX01. */
export function readLineFrame(line: Reading, place: number) {
  const [segments, ...told] = splitBefore(line.segments, 'SVD');
  const own = within(line, segments);
  const dates = periodIn(own, firstOf(own, 'DTP', '472'));
  return {
    own,
    line: valueIn(own, firstOf(own, 'LX'), 1, parseCount) ?? place,
    serviceDate: dates?.from ?? null,
    serviceDateTo: dates?.to ?? null,
    controlNumber: textIn(own, firstOf(own, 'REF', '6R'), 2),
    adjudications: told.map((run) => readAdjudication(within(line, run))),
  };
}

export function parseCount(text: string): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
