/** Reads a 276: an inquiry for each claim that is asked about, and one where none is. */
import { type Chain, chainsOf } from '../x12/hierarchy.ts';
import { periodIn } from '../x12/period.ts';
import { readParty, readReferences } from '../x12/read-party.ts';
import {
  amountIn,
  firstOf,
  type Reading,
  textIn,
  unread,
  valueIn,
  within,
} from '../x12/reading.ts';
import { elementOf, idOf, type Segment, splitBefore } from '../x12/segment.ts';
import { parseDecimal, readProcedure, readTraces } from '../x12/trace.ts';
import { type ReceivedFile, readHeading, readSet } from '../x12/transaction-set.ts';
import type { InquiredLine, StatusInquiry } from './status-inquiry.ts';

const levelCodes = ['20', '21', '19', '22', '23'];

/** Never throws for what the bytes hold. */
export function readStatusInquiries(bytes: Uint8Array): ReceivedFile<StatusInquiry> {
  return readSet(bytes, '276', (reading) =>
    chainsOf(reading, levelCodes, ['TRN']).flatMap((chain) => readChain(reading, chain)),
  );
}

/** The claims of the lowest level; each begins with its TRN. */
function readChain(reading: Reading, chain: Chain) {
  const told = chain.levels.get('23') ?? chain.levels.get('22') ?? [];
  const [, ...claims] = splitBefore(told, 'TRN');
  const ofClaims = new Set(claims.flat());
  const above = chain.segments.filter((segment) => !ofClaims.has(segment));
  const people = readPeople(reading, chain, ofClaims);
  return (claims.length > 0 ? claims : [[]]).map((claim) => ({
    heading: readHeading(reading, '0010'),
    ...people,
    ...readClaim(within(reading, claim)),
    other: unread(within(reading, [...above, ...claim])),
  }));
}

function readPeople(reading: Reading, { levels }: Chain, ofClaims: ReadonlySet<Segment>) {
  const party = (code: string) => {
    const own = (levels.get(code) ?? []).filter((segment) => !ofClaims.has(segment));
    return readParty(within(reading, own));
  };
  return {
    payer: party('20'),
    receiver: party('21'),
    provider: party('19'),
    subscriber: party('22'),
    dependent: party('23'),
  };
}

const named = ['1K', 'BLT', 'EJ'];

function readClaim(claim: Reading) {
  const [segments, ...lines] = splitBefore(claim.segments, 'SVC');
  const own = within(claim, segments);
  const number = (qualifier: string) => textIn(own, firstOf(own, 'REF', qualifier), 2);
  const others = segments.filter(
    (segment) => idOf(segment) !== 'REF' || !named.includes(elementOf(segment, 1)),
  );
  return {
    trace: readTraces(own)[0] ?? null,
    payerControlNumber: number('1K'),
    billType: number('BLT'),
    patientControlNumber: number('EJ'),
    references: readReferences(within(own, others)),
    chargeCents: amountIn(own, firstOf(own, 'AMT', 'T3'), 2),
    service: periodIn(own, firstOf(own, 'DTP', '472')),
    lines: lines.map((line) => readLine(within(claim, line))),
  };
}

function readLine(own: Reading): InquiredLine {
  const svc = firstOf(own, 'SVC');
  return {
    procedure: readProcedure(own, svc, 1),
    chargeCents: amountIn(own, svc, 2),
    revenueCode: textIn(own, svc, 4),
    units: valueIn(own, svc, 7, parseDecimal),
    controlNumber: textIn(own, firstOf(own, 'REF', 'FJ'), 2),
    service: periodIn(own, firstOf(own, 'DTP', '472')),
  };
}
