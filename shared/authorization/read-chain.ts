/** What requests and decisions of a 278 have in common when they are read: its levels. */
import { issue } from '../values/issue.ts';
import { type Chain, chainsOf } from '../x12/hierarchy.ts';
import { type Reading, textIn, unread, within } from '../x12/reading.ts';
import { findElement, findSegment } from '../x12/segment.ts';

const levelCodes = ['20', '21', '22', '23', 'EV'];

/** BHT02 of a decision. */
const answers = '11';

/** The events of an ST that is of this direction; one of the other is a finding. */
export function eventsOf(reading: Reading, direction: 'request' | 'decision'): readonly Chain[] {
  const bht = findSegment(reading.segments, 'BHT');
  const isAnswer = findElement(reading.segments, 2, 'BHT') === answers;
  if (isAnswer === (direction === 'decision')) return chainsOf(reading, levelCodes);
  const code = `transaction-not-${direction}`;
  reading.findings.push(issue(code, 'error', bht?.ordinal ?? null, 'BHT02'));
  return [];
}

type Readers<Party, Item> = {
  readonly party: (chain: Chain, level: string) => Party | null;
  readonly item: (level: Reading) => Item;
};

/** An event with the parties above it and the services below it. */
export function readEvent<Party, Item>(
  reading: Reading,
  chain: Chain,
  { party, item }: Readers<Party, Item>,
) {
  const event = eventOf(reading, chain);
  return {
    payer: party(chain, '20'),
    requester: party(chain, '21'),
    subscriber: party(chain, '22'),
    dependent: party(chain, '23'),
    event: event && item(event),
    services: servicesOf(reading, chain).map(item),
    other: unread(within(reading, chain.segments)),
  };
}

/** Null without an event. */
function eventOf(reading: Reading, { levels }: Chain): Reading | null {
  const event = levels.get('EV');
  return event === undefined ? null : within(reading, event);
}

/** The services of an event (HL SS). */
function servicesOf(reading: Reading, { below }: Chain): Reading[] {
  const services = below.filter((segments) => findElement(segments, 3, 'HL') === 'SS');
  for (const [hl] of services) textIn(reading, hl, 3);
  return services.map((segments) => within(reading, segments));
}
