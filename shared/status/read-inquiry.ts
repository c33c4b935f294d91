/** Reads a 276: an inquiry for each claim that is asked about, and one where none is. */
import { type Chain, chainsOf, eachLevelOnce } from '../x12/hierarchy.ts';
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
import { elementOf, idOf, splitBefore } from '../x12/segment.ts';
import { parseDecimal, readProcedure, readTraces } from '../x12/trace.ts';
import { type ReceivedFile, readHeading, readSet } from '../x12/transaction-set.ts';
import type { InquiredLine, StatusInquiry } from './status-inquiry.ts';

const levelCodes = ['20', '21', '19', '22', '23'];

/** Never throws for what the bytes hold. */
export function readStatusInquiries(bytes: Uint8Array): ReceivedFile<StatusInquiry> {
  return readSet(bytes, '276', readInquiries);
}

function readInquiries(reading: Reading) {
  const heading = readHeading(reading, '0010');
  const party = eachLevelOnce((level) => {
    const [own] = splitBefore(level, 'TRN');
    return readParty(within(reading, own));
  });
  return chainsOf(reading, levelCodes, ['TRN']).flatMap((chain) => {
    const people = {
      payer: party(chain, '20'),
      receiver: party(chain, '21'),
      provider: party(chain, '19'),
      subscriber: party(chain, '22'),
      dependent: party(chain, '23'),
    };
    return readClaims(reading, chain).map((claim) => ({ heading, ...people, ...claim }));
  });
}

/** The claims of the lowest level; each begins with its TRN. What stands above goes with the first. */
function readClaims(reading: Reading, { levels, segments }: Chain) {
  const told = levels.get('23') ?? levels.get('22') ?? [];
  const [, first = [], ...others] = splitBefore(told, 'TRN');
  const later = new Set(others.flat());
  return [first, ...others].map((claim) => {
    const run = claim === first ? segments.filter((segment) => !later.has(segment)) : claim;
    return { ...readClaim(within(reading, claim)), other: unread(within(reading, run)) };
  });
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
