/** Reads a 270: an inquiry for each person who is asked about. */
import { type Chain, chainsOf } from '../x12/hierarchy.ts';
import { periodsIn } from '../x12/period.ts';
import { readParty, readReferences } from '../x12/read-party.ts';
import {
  allOf,
  firstOf,
  type Reading,
  repetitionsIn,
  textIn,
  unread,
  within,
} from '../x12/reading.ts';
import { readProcedure, readTraces } from '../x12/trace.ts';
import { type ReceivedFile, readHeading, readSet } from '../x12/transaction-set.ts';
import type { EligibilityInquiry, EligibilityQuestion } from './eligibility-inquiry.ts';
import {
  levelCodes,
  loopsOf,
  readAsked,
  readCircumstances,
  readPointers,
  toldLevel,
} from './read-people.ts';

/** Never throws for what the bytes hold. */
export function readEligibilityInquiries(bytes: Uint8Array): ReceivedFile<EligibilityInquiry> {
  return readSet(bytes, '270', (reading) =>
    chainsOf(reading, levelCodes, ['TRN', 'EQ']).map((chain) => readInquiry(reading, chain)),
  );
}

function readInquiry(reading: Reading, chain: Chain) {
  const { items, own } = loopsOf(reading, chain, toldLevel(chain));
  return {
    heading: readHeading(reading, '0022'),
    payer: readParty(loopsOf(reading, chain, '20').own),
    provider: readParty(loopsOf(reading, chain, '21').own),
    subscriber: readAsked(loopsOf(reading, chain, '22').own),
    dependent: readAsked(loopsOf(reading, chain, '23').own),
    traces: readTraces(own),
    questions: items.map(readQuestion),
    other: unread(within(reading, chain.segments)),
  };
}

/** A loop from its EQ to before the next. */
function readQuestion(own: Reading): EligibilityQuestion {
  const eq = firstOf(own, 'EQ');
  return {
    serviceTypes: repetitionsIn(own, eq, 1),
    procedure: readProcedure(own, eq, 2),
    coverageLevel: textIn(own, eq, 3),
    insuranceType: textIn(own, eq, 4),
    diagnosisPointers: readPointers(own, eq, 5),
    circumstances: readCircumstances(own),
    references: readReferences(own),
    dates: periodsIn(own, allOf(own, 'DTP')),
  };
}
