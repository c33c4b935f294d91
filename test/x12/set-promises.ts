/** What every small transaction set promises, whatever it is about. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { ReceivedFile, SetEnvelope } from '../../shared/x12/transaction-set.ts';
import { type OutgoingSegment, writeInterchange } from '../../shared/x12/write.ts';
import { anyDay, anyEnvelope, envelope } from './sample-values.ts';

type Set<T> = {
  readonly set: string;
  /** GS08. */
  readonly version?: string;
  readonly any: fc.Arbitrary<T>;
  readonly write: (envelope: SetEnvelope, values: readonly T[]) => Uint8Array;
  readonly read: (bytes: Uint8Array) => ReceivedFile<T>;
};

type Whole = Pick<Set<never>, 'set' | 'version'> & {
  readonly read: (bytes: Uint8Array) => unknown;
  /** The first segment, where it must say something. */
  readonly begin?: readonly string[];
  /** The elements of a segment that must be told; all but the levels of HL unless it says otherwise. */
  readonly told?: (segment: readonly string[]) => readonly string[];
};

/** What is written is read as it was, and nothing of it is left over. */
export function expectIdentity<T>({ any, read, write }: Set<T>): void {
  let values = 0;
  fc.assert(
    fc.property(fc.array(any, { maxLength: 3 }), anyEnvelope, (given, around) => {
      const { findings, received } = read(write(around, given));
      values += given.length;
      expect(findings).toEqual([]);
      expect(received).toEqual(
        given.map((value, index) => ({
          ...value,
          interchangeNumber: '000000042',
          groupNumber: '42',
          transactionNumber: String(index + 1).padStart(4, '0'),
          complete: true,
          other: [],
        })),
      );
    }),
  );
  expect(values).toBeGreaterThan(100);
}

/** Any bytes in any place: it is read to an end. */
export function expectNoCrash<T>({ any, read, write }: Set<T>): void {
  let received = 0;
  fc.assert(
    fc.property(any, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }), (value, hits) => {
      const bytes = Uint8Array.from(write(envelope, [value]));
      for (const [at, byte] of hits) bytes[at % bytes.length] = byte;
      received += read(bytes).received.length;
    }),
  );
  expect(received).toBeGreaterThan(30);
}

/** Segments of the set in any order with anything in them: each word is in a field or in `other`. */
export function expectNothingLost(
  { begin, read, set, told = withoutLevels, version = '005010' }: Whole,
  segments: readonly (readonly [string, ...string[]])[],
): void {
  let words = 0;
  fc.assert(
    fc.property(fc.array(anySegment(segments), { maxLength: 25 }), (drawn) => {
      const named = drawn.map((segment, at) => numbered(segment, at));
      const body = begin === undefined ? named : [begin, ...named];
      const text = JSON.stringify(read(transaction(set, version, body))).replaceAll('-', '');
      const wanted = named.flatMap((segment) => wordsIn(told(segment)));
      words += wanted.length;
      expect(wanted.filter((word) => !text.includes(word))).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(words).toBeGreaterThan(1000);
}

type Drawn = { readonly head: readonly string[]; readonly rest: readonly string[] };

/** One of the beginnings, then elements of many kinds; `?` becomes a word that stands nowhere else. */
function anySegment(segments: readonly (readonly [string, ...string[]])[]): fc.Arbitrary<Drawn> {
  const day = anyDay.map((date) => date.replaceAll('-', ''));
  const element = fc.oneof(
    fc.constantFrom(
      '',
      '?',
      '?',
      '?:?',
      '?:?:?:?:?:?:?:?:?:?',
      '?^?',
      'D8',
      'RD8',
      '12.5',
      '1.234',
    ),
    day,
    fc.tuple(day, day).map((days) => days.join('-')),
  );
  return fc.record({
    head: fc.constantFrom(...segments),
    rest: fc.array(element, { maxLength: 18 }),
  });
}

function numbered({ head, rest }: Drawn, at: number): string[] {
  let word = 0;
  const name = () => {
    word += 1;
    return `W${at}X${word}Y`;
  };
  return [...head, ...rest.map((text) => text.replace(/\?/g, name))];
}

/** HL01, HL02 and HL04 are the order of the levels and nothing else. */
function withoutLevels(elements: readonly string[]): readonly string[] {
  return elements[0] === 'HL' ? elements.slice(5) : elements;
}

function wordsIn(elements: readonly string[]): string[] {
  return elements.flatMap((element) => element.match(/W\d+X\d+Y|\d{8}/g) ?? []);
}

/** Nothing cleans what is written here: it comes as a stranger may send it. */
function transaction(
  set: string,
  version: string,
  segments: readonly (readonly string[])[],
): Uint8Array {
  const marker: OutgoingSegment = ['ZZZ'];
  const written = writeInterchange({
    ...envelope,
    groups: [
      {
        functionalCode: 'ZZ',
        sender: 'FAKE',
        receiver: 'FAKE',
        number: 1,
        version,
        transactions: [{ set, number: '0001', version, segments: [marker] }],
      },
    ],
  });
  const body = segments.map((elements) => elements.join('*')).join('~\n');
  return Buffer.from(Buffer.from(written).toString('latin1').replace('ZZZ', body));
}
