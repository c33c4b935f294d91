/** Reads requests for authorization: a request for each patient event. */
import { eachLevelOnce } from '../x12/hierarchy.ts';
import { readParty } from '../x12/read-party.ts';
import { type Reading, within } from '../x12/reading.ts';
import { type ReceivedFile, readHeading, readSet } from '../x12/transaction-set.ts';
import type { AuthorizationRequest, RequestedItem } from './authorization.ts';
import { eventsOf, readEvent } from './read-chain.ts';
import { cutItem, readItem } from './read-item.ts';

/** Never throws for what the bytes hold. */
export function readAuthorizationRequests(bytes: Uint8Array): ReceivedFile<AuthorizationRequest> {
  return readSet(bytes, '278', readRequests);
}

function readRequests(reading: Reading) {
  const heading = readHeading(reading, '0007');
  const party = eachLevelOnce((level) => readParty(within(reading, level)));
  return eventsOf(reading, 'request').map((chain) => ({
    heading,
    ...readEvent(reading, chain, { party, item: readRequested }),
  }));
}

function readRequested(level: Reading): RequestedItem {
  const { own, providers } = cutItem(level);
  return {
    ...readItem(own),
    providers: providers.flatMap((provider) => readParty(provider) ?? []),
  };
}
