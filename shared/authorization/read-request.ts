/** Reads requests for authorization: a request for each patient event. */
import type { Chain } from '../x12/hierarchy.ts';
import { readParty } from '../x12/read-party.ts';
import { type Reading, unread, within } from '../x12/reading.ts';
import { type ReceivedFile, readHeading, readSet } from '../x12/transaction-set.ts';
import type { AuthorizationRequest, RequestedItem } from './authorization.ts';
import { eventOf, eventsOf, levelOf, servicesOf } from './read-chain.ts';
import { cutItem, readItem } from './read-item.ts';

/** Never throws for what the bytes hold. */
export function readAuthorizationRequests(bytes: Uint8Array): ReceivedFile<AuthorizationRequest> {
  return readSet(bytes, '278', (reading) =>
    eventsOf(reading, 'request').map((chain) => readRequest(reading, chain)),
  );
}

function readRequest(reading: Reading, chain: Chain) {
  const party = (code: string) => readParty(levelOf(reading, chain, code));
  const event = eventOf(reading, chain);
  return {
    heading: readHeading(reading, '0007'),
    payer: party('20'),
    requester: party('21'),
    subscriber: party('22'),
    dependent: party('23'),
    event: event && readRequested(event),
    services: servicesOf(reading, chain).map(readRequested),
    other: unread(within(reading, chain.segments)),
  };
}

function readRequested(level: Reading): RequestedItem {
  const { own, providers } = cutItem(level);
  return {
    ...readItem(own),
    providers: providers.flatMap((provider) => readParty(provider) ?? []),
  };
}
