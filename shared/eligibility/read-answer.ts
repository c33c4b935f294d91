/** Reads a 271: an answer for each person of whom something is told, and one where nobody is. */
import { type Chain, chainsOf } from '../x12/hierarchy.ts';
import { readParty } from '../x12/read-party.ts';
import { type Reading, unread, within } from '../x12/reading.ts';
import { readRejections, readTraces } from '../x12/trace.ts';
import { type ReceivedFile, readHeading, readSet } from '../x12/transaction-set.ts';
import type { EligibilityAnswer, InsuredPerson, Questioned } from './eligibility-answer.ts';
import { readBenefit } from './read-benefit.ts';
import { levelCodes, loopsOf, readAsked, toldLevel } from './read-people.ts';

/** Never throws for what the bytes hold. */
export function readEligibilityAnswers(bytes: Uint8Array): ReceivedFile<EligibilityAnswer> {
  return readSet(bytes, '271', (reading) =>
    chainsOf(reading, levelCodes, ['TRN', 'EB']).map((chain) => readAnswer(reading, chain)),
  );
}

function readAnswer(reading: Reading, chain: Chain) {
  const { items, own } = loopsOf(reading, chain, toldLevel(chain));
  return {
    heading: readHeading(reading, '0022'),
    payer: readQuestioned(loopsOf(reading, chain, '20').own),
    provider: readQuestioned(loopsOf(reading, chain, '21').own),
    subscriber: readInsured(loopsOf(reading, chain, '22').own),
    dependent: readInsured(loopsOf(reading, chain, '23').own),
    traces: readTraces(own),
    benefits: items.map(readBenefit),
    other: unread(within(reading, chain.segments)),
  };
}

function readQuestioned(own: Reading): Questioned | null {
  const party = readParty(own);
  return party === null ? null : { ...party, rejections: readRejections(own) };
}

function readInsured(own: Reading): InsuredPerson | null {
  const person = readAsked(own);
  return person === null ? null : { ...person, rejections: readRejections(own) };
}
