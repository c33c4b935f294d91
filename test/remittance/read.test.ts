import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProfessionalClaims } from '../../shared/claim/read-professional.ts';
import { readClaimPayments } from '../../shared/remittance/read.ts';
import { readTransactions } from '../../shared/x12/transactions.ts';
import { cut, eventsOf, readFile, stories, storyBytes } from './read-file.ts';

describe('chunks', () => {
  test.each(stories())('%s is read alike in chunks of 1 to 107 bytes', async (story) => {
    const bytes = storyBytes(story);
    const whole = await eventsOf([bytes]);
    expect(whole.length).toBeGreaterThan(0);
    for (let size = 1; size <= 107; size += 1) {
      expect(await eventsOf(cut(bytes, size))).toEqual(whole);
    }
  });

  test('a file of several pieces keeps its claims in order', async () => {
    const { bytes, claims } = manyClaims(3000);
    const [payment] = (await readFile(bytes)).payments;
    expect(bytes.length).toBeGreaterThan(4 * 65_536);
    expect(payment?.claims.map(({ patientControlNumber }) => patientControlNumber)).toEqual(claims);
    expect(payment?.summary).toMatchObject({
      claimCount: 3000,
      claimsPaidCents: 3000 * 16000,
      balance: { outcome: 'balanced' },
    });
  });
});

describe('byte ranges', () => {
  test.each(stories())('%s is read alike from the ranges of its claims', async (story) => {
    const bytes = storyBytes(story);
    for (const { claims, delimiters, summary } of (await readFile(bytes)).payments) {
      for (const [first, { ordinal, range }] of claims.entries()) {
        const last = claims.at(-1)?.range.to ?? range.to;
        const found = readClaimPayments(
          bytes.subarray(range.from, last),
          delimiters,
          ordinal,
          range.from,
        );
        if (summary?.complete)
          expect(withoutOthers(found)).toEqual(withoutOthers(claims.slice(first)));
      }
    }
  });
});

describe('damage', () => {
  const crashers = new URL('../fixtures/crashers/', import.meta.url);

  test.each(readdirSync(crashers).filter((name) => name.endsWith('.edi')))(
    '%s is read to an end, in any chunks',
    async (name) => {
      const bytes = readFileSync(new URL(name, crashers));
      const whole = await eventsOf([bytes]);
      expect(whole.length).toBeGreaterThan(0);
      for (const size of [1, 7, 106]) expect(await eventsOf(cut(bytes, size))).toEqual(whole);
      expect(readTransactions(bytes).findings.length).toBeGreaterThan(0);
      expect(readProfessionalClaims(bytes).claims).toEqual([]);
    },
  );

  const every = stories();

  test('never throws, never loops, and always ends what it began', async () => {
    let payments = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...every),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
        fc.integer({ min: 1, max: 300 }),
        async (story, hits, size) => {
          const bytes = Buffer.from(storyBytes(story));
          for (const [at, byte] of hits) if (bytes.length > 0) bytes[at % bytes.length] = byte;
          const events = await eventsOf(cut(bytes, size));
          const begun = events.filter(({ kind }) => kind === 'payment').length;
          payments += begun;
          expect(events.filter(({ kind }) => kind === 'end')).toHaveLength(begun);
        },
      ),
      { numRuns: 600 },
    );
    expect(payments).toBeGreaterThan(100);
  });

  test('any bytes are read to an end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
        const events = await eventsOf([Buffer.from('ISA*00*'), noise]);
        expect(events.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test('a file of faults does not fill the memory with findings', async () => {
    const { bytes } = manyClaims(3000, 'CAS*CO*45*x');
    const [payment] = (await readFile(bytes)).payments;
    expect(payment?.claims).toHaveLength(3000);
    const codes = payment?.summary?.findings.map(({ code }) => code);
    expect(codes?.filter((code) => code === 'amount-unreadable')).toHaveLength(1000);
    expect(codes?.filter((code) => code === 'findings-not-kept')).toHaveLength(1);
  });
});

/** A kept segment tells its place in what was read, which differs between file and range. */
function withoutOthers<T>(claims: readonly T[]): unknown {
  return JSON.parse(JSON.stringify(claims, (name, value) => (name === 'other' ? [] : value)));
}

function manyClaims(count: number, adjustment = 'CAS*CO*45*40') {
  const plain = storyBytes('paid-with-copay').toString('latin1');
  const claims = Array.from({ length: count }, (_, index) => `FAKE${index}`);
  const body = claims.map(
    (id) =>
      `CLP*${id}*1*200*160**12*ICN*11*1~\nNM1*QC*1*TESTER*FAKE~\nSVC*HC:99213*200*160**1~\n${adjustment}~\n`,
  );
  const text = plain
    .replace(/BPR\*I\*160/, `BPR*I*${count * 160}`)
    .replace(/CLP.*REF\*6R\*FAKELINE1~\n/s, body.join(''));
  return { bytes: Buffer.from(text, 'latin1'), claims };
}
