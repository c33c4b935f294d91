/** Reads requests for authorization: a request for each patient event. */
import { eachLevelOnce } from '../x12/hierarchy.ts';
import { readParty } from '../x12/read-party.ts';
import { type Reading, unread, within } from '../x12/reading.ts';
import { type ReceivedFile, readHeading, readSet } from '../x12/transaction-set.ts';
import type { AuthorizationRequest, RequestedItem } from './authorization.ts';
import { eventOf, eventsOf, servicesOf } from './read-chain.ts';
import { cutItem, readItem } from './read-item.ts';

/** Never throws for what the bytes hold. */
export function readAuthorizationRequests(bytes: Uint8Array): ReceivedFile<AuthorizationRequest> {
  return readSet(bytes, '278', readRequests);
}

function readRequests(reading: Reading) {
  const heading = readHeading(reading, '0007');
  const party = eachLevelOnce((level) => readParty(within(reading, level)));
  return eventsOf(reading, 'request').map((chain) => {
    const event = eventOf(reading, chain);
    return {
      heading,
      payer: party(chain, '20'),
      requester: party(chain, '21'),
      subscriber: party(chain, '22'),
      dependent: party(chain, '23'),
      event: event && readRequested(event),
      services: servicesOf(reading, chain).map(readRequested),
      other: unread(within(reading, chain.segments)),
    };
  });
}

function readRequested(level: Reading): RequestedItem {
  const { own, providers } = cutItem(level);
  return {
    ...readItem(own),
    providers: providers.flatMap((provider) => readParty(provider) ?? []),
  };
}
