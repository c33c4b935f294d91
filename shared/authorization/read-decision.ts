/** Reads what payers decide of requests for authorization: a decision for each patient event. */
import { eachLevelOnce } from '../x12/hierarchy.ts';
import { readParty } from '../x12/read-party.ts';
import { type Reading, within } from '../x12/reading.ts';
import { readRejections } from '../x12/trace.ts';
import { type ReceivedFile, readHeading, readSet } from '../x12/transaction-set.ts';
import type { AnsweredParty, AuthorizationDecision, DecidedItem } from './authorization.ts';
import { eventsOf, readEvent } from './read-chain.ts';
import { cutItem, readDecision, readItem } from './read-item.ts';

/** Never throws for what the bytes hold. */
export function readAuthorizationDecisions(bytes: Uint8Array): ReceivedFile<AuthorizationDecision> {
  return readSet(bytes, '278', readAnswers);
}

function readAnswers(reading: Reading) {
  const heading = readHeading(reading, '0007');
  const party = eachLevelOnce((level) => readAnswered(within(reading, level)));
  return eventsOf(reading, 'decision').map((chain) => ({
    heading,
    ...readEvent(reading, chain, { party, item: readDecided }),
  }));
}

function readAnswered(own: Reading): AnsweredParty | null {
  const party = readParty(own);
  return party === null ? null : { ...party, rejections: readRejections(own) };
}

function readDecided(level: Reading): DecidedItem {
  const { own, providers } = cutItem(level);
  return {
    ...readItem(own),
    decision: readDecision(own),
    rejections: readRejections(own),
    providers: providers.flatMap((provider) => readAnswered(provider) ?? []),
  };
}
