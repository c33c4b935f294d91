/** Reads a 271: an answer for each person of whom something is told, and one where nobody is. */
import { type Chain, chainsOf, eachLevelOnce } from '../x12/hierarchy.ts';
import { readParty } from '../x12/read-party.ts';
import { type Reading, unread, within } from '../x12/reading.ts';
import { readRejections, readTraces } from '../x12/trace.ts';
import { type ReceivedFile, readHeading, readSet } from '../x12/transaction-set.ts';
import type { EligibilityAnswer, InsuredPerson, Questioned } from './eligibility-answer.ts';
import { readBenefit } from './read-benefit.ts';
import { levelCodes, ownLoop, readAsked, toldLoops } from './read-people.ts';

/** Never throws for what the bytes hold. */
export function readEligibilityAnswers(bytes: Uint8Array): ReceivedFile<EligibilityAnswer> {
  return readSet(bytes, '271', readAnswers);
}

function readAnswers(reading: Reading) {
  const heading = readHeading(reading, '0022');
  const questioned = eachLevelOnce((level) => readQuestioned(ownLoop(reading, level)));
  const insured = eachLevelOnce((level) => readInsured(ownLoop(reading, level)));
  return chainsOf(reading, levelCodes, ['TRN', 'EB']).map((chain) => ({
    heading,
    payer: questioned(chain, '20'),
    provider: questioned(chain, '21'),
    subscriber: insured(chain, '22'),
    dependent: insured(chain, '23'),
    ...readTold(reading, chain),
    other: unread(within(reading, chain.segments)),
  }));
}

function readTold(reading: Reading, chain: Chain) {
  const { items, own } = toldLoops(reading, chain);
  return { traces: readTraces(own), benefits: items.map(readBenefit) };
}

function readQuestioned(own: Reading): Questioned | null {
  const party = readParty(own);
  return party === null ? null : { ...party, rejections: readRejections(own) };
}

function readInsured(own: Reading): InsuredPerson | null {
  const person = readAsked(own);
  return person === null ? null : { ...person, rejections: readRejections(own) };
}
