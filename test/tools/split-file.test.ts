import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readProfessionalClaims } from '../../shared/claim/read-professional.ts';
import { readTransactions } from '../../shared/x12/transactions.ts';
import { memorySource } from '../../tools/source.ts';
import { splitFile as piecesOf } from '../../tools/split-file.ts';
import { readFile, stories, storyBytes } from '../remittance/read-file.ts';

function splitFile(bytes: Buffer, by: 'st' | 'claim') {
  return [...piecesOf(memorySource(bytes), by)];
}

const enveloping = /^(transaction|group|interchange)-(count|number|unclosed|unopened)$/;

describe('a payment file', () => {
  test.each(stories())('%s is split into interchanges that are whole', async (story) => {
    const bytes = storyBytes(story);
    for (const by of ['st', 'claim'] as const) {
      for (const piece of splitFile(bytes, by)) {
        const { findings, transactions } = readTransactions(piece.bytes);
        expect(transactions).toHaveLength(1);
        if (piece.label.endsWith('-cut')) continue;
        expect(findings.filter(({ code }) => enveloping.test(code))).toEqual([]);
      }
    }
  });

  test('by ST keeps what each says', async () => {
    const bytes = storyBytes('several-interchanges');
    const { payments } = await readFile(bytes);
    const pieces = splitFile(bytes, 'st');
    expect(pieces.map(({ label }) => label)).toEqual(['st1', 'st2', 'st3']);
    for (const [index, piece] of pieces.entries()) {
      const [payment] = (await readFile(piece.bytes)).payments;
      expect(payment?.summary?.bodyHash).toBe(payments[index]?.summary?.bodyHash);
    }
  });

  test('by claim pays the same in all, each piece balanced', async () => {
    const pieces = splitFile(storyBytes('overpayment-taken-back'), 'claim');
    expect(pieces.map(({ label }) => label)).toEqual(['st1-claim1', 'st1-adjustments']);
    const paid: (number | null | undefined)[] = [];
    for (const piece of pieces) {
      const { payments } = await readFile(piece.bytes);
      expect(payments.map(({ summary }) => summary?.balance)).toEqual([{ outcome: 'balanced' }]);
      paid.push(payments[0]?.header.paidCents);
    }
    expect(paid).toEqual([16000, -5000]);
  });

  test.each([
    ['st', ['st1-cut']],
    ['claim', ['st1-claim1-cut']],
  ] as const)('without its SE is not made whole by a split by %s', async (by, labels) => {
    const pieces = splitFile(storyBytes('without-trailer'), by);
    expect(pieces.map(({ label }) => label)).toEqual(labels);
    const { payments } = await readFile(pieces.at(-1)?.bytes ?? Buffer.from(''));
    expect(payments.map(({ summary }) => summary?.complete)).toEqual([false]);
  });

  test('that holds no ST has no pieces', () => {
    expect(splitFile(Buffer.from('hello'), 'st')).toEqual([]);
  });
});

test('claims are split below the levels above them', () => {
  const bytes = readFileSync(new URL('../fixtures/x12/837/two-claims.edi', import.meta.url));
  const whole = readProfessionalClaims(bytes).claims;
  const pieces = splitFile(bytes, 'claim').map((piece) => readProfessionalClaims(piece.bytes));
  expect(whole).toHaveLength(2);
  expect(pieces.flatMap(({ findings }) => findings)).toEqual([]);
  expect(pieces.flatMap(({ claims }) => claims)).toEqual(whole);
});
