/** Writes interchanges: data can never hold a delimiter, and the trailers' counts are always right. */
import { type CalendarDate, compactDate } from '../values/dates.ts';
import { type Cents, formatDollars } from '../values/money.ts';
import { type Delimiters, standardDelimiters } from './delimiters.ts';

/** A segment to be written: its id, then its elements; a composite is a list of components. */
export type OutgoingSegment = readonly [string, ...OutgoingElement[]];

type OutgoingElement = string | readonly string[] | Repeated;

/** An element that is said several times (ISA11). */
type Repeated = { readonly repeated: readonly string[] };

/** An ST and its body; the writer adds ST and SE. */
export type OutgoingTransaction = {
  /** ST01. */
  readonly set: string;
  /** ST02: 4 to 9 characters, unique in its group. */
  readonly number: string;
  /** ST03; empty where the guide has none (835). */
  readonly version: string;
  readonly segments: Iterable<OutgoingSegment>;
};

type OutgoingGroup = {
  /** GS01: HP for an 835, HC for an 837. */
  readonly functionalCode: string;
  readonly sender: string;
  readonly receiver: string;
  readonly number: number;
  /** GS08. */
  readonly version: string;
  readonly transactions: Iterable<OutgoingTransaction>;
};

export type OutgoingInterchange = {
  readonly sender: string;
  readonly receiver: string;
  readonly date: CalendarDate;
  /** HHMM. */
  readonly time: string;
  /** ISA13, at most nine digits. */
  readonly number: number;
  /** Segments between ISA and GS: TA1. */
  readonly leading?: readonly OutgoingSegment[];
  readonly groups: readonly OutgoingGroup[];
  readonly delimiters?: Delimiters;
};

/** The bytes of one interchange, a segment a line; pure ASCII. */
export function writeInterchange(interchange: OutgoingInterchange): Uint8Array {
  const { delimiters = standardDelimiters, groups, leading = [] } = interchange;
  const write = segmentWriter(delimiters);
  const lines = [isaOf(interchange, delimiters), ...leading.map(write)];
  for (const group of groups) writeGroup(interchange, group, write, lines);
  lines.push(write(['IEA', String(groups.length), controlNumber(interchange.number)]), '');
  const lineEnd = delimiters.segment === '\n' ? '\n' : `${delimiters.segment}\n`;
  return Buffer.from(lines.join(lineEnd), 'latin1');
}

/** Dollars as X12 wants them: no trailing zeros, no idle point (RFI 698). */
export function amountText(amount: Cents): string {
  return formatDollars(amount).replace(/\.?0+$/, '');
}

/**
 * Text that holds no delimiter and no control character: accents go, any other letter that X12 does
 * not know becomes a blank. 005010 has no release character.
 */
export function plainText(text: string, delimiters: Delimiters = standardDelimiters): string {
  return cleaner(delimiters)(text);
}

function writeGroup(
  { date, time }: OutgoingInterchange,
  group: OutgoingGroup,
  write: (segment: OutgoingSegment) => string,
  lines: string[],
): void {
  const { functionalCode, number, receiver, sender, version } = group;
  const day = compactDate(date);
  const head = [functionalCode, sender, receiver, day, time, String(number), 'X', version];
  lines.push(write(['GS', ...head]));
  let transactions = 0;
  for (const transaction of group.transactions) {
    transactions += 1;
    const first = lines.push(
      write(['ST', transaction.set, transaction.number, transaction.version]),
    );
    for (const segment of transaction.segments) lines.push(write(segment));
    const count = lines.length - first + 2;
    lines.push(write(['SE', String(count), transaction.number]));
  }
  lines.push(write(['GE', String(transactions), String(number)]));
}

/** ISA is the only segment of fixed width: 106 bytes with its terminator. */
function isaOf(interchange: OutgoingInterchange, delimiters: Delimiters): string {
  const clean = cleaner(delimiters);
  const id = (text: string) => clean(text).slice(0, 15).padEnd(15);
  return [
    'ISA',
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    'ZZ',
    id(interchange.sender),
    'ZZ',
    id(interchange.receiver),
    compactDate(interchange.date).slice(2),
    interchange.time,
    delimiters.repetition ?? 'U',
    '00501',
    controlNumber(interchange.number),
    '0',
    'P',
    delimiters.component,
  ].join(delimiters.element);
}

function controlNumber(number: number): string {
  return String(number).padStart(9, '0');
}

function segmentWriter(delimiters: Delimiters): (segment: OutgoingSegment) => string {
  const clean = cleaner(delimiters);
  const { component, element } = delimiters;
  const content = (text: string) => clean(text).trim();
  const elementText = (part: OutgoingElement) => {
    if (typeof part === 'string') return content(part);
    if ('repeated' in part) return repetitions(part.repeated.map(content), delimiters);
    return trimmed(part.map(content), component);
  };
  return (segment) => trimmed(segment.map(elementText), element);
}

function repetitions(parts: readonly string[], { repetition }: Delimiters): string {
  if (parts.length > 1 && repetition === null) throw new Error('no repetition separator');
  return trimmed(parts, repetition ?? '');
}

/** Joined, without the empty parts at the end. */
function trimmed(parts: readonly string[], separator: string): string {
  let last = parts.length;
  while (last > 0 && parts[last - 1] === '') last -= 1;
  return parts.slice(0, last).join(separator);
}

function cleaner(delimiters: Delimiters): (text: string) => string {
  const { component, element, repetition, segment } = delimiters;
  const signs = [component, element, repetition ?? '', segment].join('').replace(/./gs, escaped);
  const forbidden = new RegExp(`[^ -~]|[${signs}]`, 'g');
  return (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(forbidden, ' ');
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
