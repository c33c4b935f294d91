/** The same segments as x12-parser finds, in files whose ISA stands where that parser expects it. */
import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { X12parser } from 'x12-parser';
import { endScan, scan, startScan } from '../../shared/x12/scan.ts';
import { keep, type SegmentView } from '../../shared/x12/segment-view.ts';

const folder = new URL('../fixtures/x12/835/', import.meta.url);

/** What the peer can not read right, by its own design or fault. */
const beyondPeer = new Set([
  'accented-in-latin-1',
  'accented-in-utf-8',
  'byte-order-mark',
  'eighty-column-wrap',
  'empty',
  'impossible-terminator',
  'leading-blanks',
  'no-interchange',
  'several-interchanges',
  'short-isa',
  'trailing-padding',
]);

const stories = readdirSync(folder)
  .filter((name) => name.endsWith('.edi'))
  .map((name) => name.replace('.edi', ''))
  .filter((story) => !beyondPeer.has(story));

test.each(stories)('%s has the segments that the peer finds', async (story) => {
  const bytes = readFileSync(new URL(`${story}.edi`, folder));
  const ours = ownSegments(bytes);
  expect(ours.length).toBeGreaterThan(10);
  expect(ours).toEqual(await peerSegments(bytes));
});

type Elements = Readonly<Record<string, string>>;

/** The peer calls CAS02 `2`, and the components of SVC01 `1`, `1-1`, `1-2`. */
function ownSegments(bytes: Buffer): Elements[] {
  const found: Elements[] = [];
  const scanner = startScan();
  const visit = (view: SegmentView) => {
    const { delimiters, elements } = keep(view);
    const separator = elements[0] === 'ISA' ? '\0' : delimiters.component;
    const named = elements
      .slice(1)
      .flatMap((element, n) => entriesOf(element.split(separator), n + 1));
    found.push({ name: elements[0] ?? '', ...Object.fromEntries(named) });
  };
  scan(scanner, bytes, visit);
  endScan(scanner, visit);
  return found;
}

function entriesOf(components: readonly string[], n: number): [string, string][] {
  return components.map((component, m) => [m === 0 ? `${n}` : `${n}-${m}`, component]);
}

/** It takes the line end after the last terminator for a segment without a name. */
async function peerSegments(bytes: Buffer): Promise<Elements[]> {
  const found: Elements[] = [];
  const parser = Readable.from([bytes]).pipe(new X12parser());
  for await (const segment of parser) if (segment.name !== '') found.push(segment);
  return found;
}
