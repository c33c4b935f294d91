/** Reads a 270: an inquiry for each person who is asked about. */
import { type Chain, chainsOf, eachLevelOnce } from '../x12/hierarchy.ts';
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
  ownLoop,
  readAsked,
  readCircumstances,
  readPointers,
  toldLoops,
} from './read-people.ts';

/** Never throws for what the bytes hold. */
export function readEligibilityInquiries(bytes: Uint8Array): ReceivedFile<EligibilityInquiry> {
  return readSet(bytes, '270', readInquiries);
}

function readInquiries(reading: Reading) {
  const heading = readHeading(reading, '0022');
  const party = eachLevelOnce((level) => readParty(ownLoop(reading, level)));
  const person = eachLevelOnce((level) => readAsked(ownLoop(reading, level)));
  return chainsOf(reading, levelCodes, ['TRN', 'EQ']).map((chain) => ({
    heading,
    payer: party(chain, '20'),
    provider: party(chain, '21'),
    subscriber: person(chain, '22'),
    dependent: person(chain, '23'),
    ...readTold(reading, chain),
    other: unread(within(reading, chain.segments)),
  }));
}

function readTold(reading: Reading, chain: Chain) {
  const { items, own } = toldLoops(reading, chain);
  return { traces: readTraces(own), questions: items.map(readQuestion) };
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
