/** Whatever a receiver turns away with is told in words, with who can mend it, and without what stood in its file. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readAcknowledgments } from '../../shared/acknowledgment/read.ts';
import { standingOf } from '../../shared/acknowledgment/receipt.ts';
import { rejectionText, rejectionWords } from '../../shared/acknowledgment/rejection-words.ts';
import { rowsOf } from '../../shared/acknowledgment/rows.ts';
import { entityWords, statusWords } from '../../shared/acknowledgment/status-words.ts';
import { interchangeWords } from '../../shared/acknowledgment/syntax-words.ts';
import { clearinghouseEdits, doorEdits } from '../../shared/simulation/claim-edits.ts';
import { group, statuses, ta1 } from './sample-answers.ts';

/** The codes for which each row of a file turns away what it is about. */
function codesIn(bytes: Uint8Array): readonly string[] {
  const rows = readAcknowledgments(bytes).acknowledgments.flatMap(rowsOf);
  return rows.flatMap((row) => standingOf([{ ...row, batch: 'B1' }]).codes);
}

const said = /^(status|code) |: (status|code) /;

test('every edit of the simulated clearinghouse and of the payers’ doors has words of its own', () => {
  const texts = [...clearinghouseEdits, ...doorEdits].map(({ code }) => {
    const [text] = codesIn(statuses('277CA', [{ pcn: 'C1', codes: [code.join(':')] }]));
    const [, status, entity] = code;
    expect(statusWords[status]).toBeDefined();
    expect(entity === '' || entityWords[entity] !== undefined).toBe(true);
    return rejectionWords(text ?? '').says;
  });
  expect(texts.length).toBeGreaterThan(15);
  expect(texts.filter((text) => said.test(text))).toEqual([]);
});

test('so has every story of a rejection', () => {
  const told = ['277ca', '999', 'ta1'].flatMap((folder) =>
    readdirSync(`test/fixtures/x12/${folder}`).flatMap((name) =>
      codesIn(readFileSync(`test/fixtures/x12/${folder}/${name}`)),
    ),
  );
  expect(told.length).toBeGreaterThan(8);
  for (const code of told) expect(rejectionWords(code).says).not.toMatch(said);
});

test('a TA1 has words for each of its notes', () => {
  for (const note of Object.keys(interchangeWords)) {
    const [code = ''] = codesIn(ta1('R', '000000001', note));
    expect(rejectionText(code)).toBe(
      `TA1:R:${note} the whole file was refused: ${interchangeWords[note]} (whoever runs the interface)`,
    );
  }
});

test('a code of no list is told as it is; what is no code is not told at all', () => {
  const [unknown = ''] = codesIn(statuses('277CA', [{ pcn: 'C1', codes: ['A7:9999:ZZ'] }]));
  expect(rejectionText(unknown)).toBe('A7:9999:ZZ not valid: status 9999 of the ZZ (biller)');
  const [name = ''] = codesIn(statuses('277CA', [{ pcn: 'C1', codes: ['A7:SAMPLE:PAULA'] }]));
  expect(name).toBe('A7:other:other');
  expect(rejectionText(codesIn(group('R', []))[0] ?? '')).toBe(
    '999:R the file could not be read (whoever runs the interface)',
  );
});

test('a 999 tells the first three errors by where they are, an element before its segment', () => {
  const bytes = readFileSync('test/fixtures/x12/999/transaction-refused.edi', 'latin1');
  const more = bytes.replace(
    'IK4*2*782*1~',
    'IK4*5:3*1325*7*PAULA~IK3*NM1*9*2010BA*3~IK3*HI*21*2300*8~IK3*DTP*22*2300*I4~',
  );
  const codes = codesIn(Buffer.from(more, 'latin1'));
  expect(codes).toEqual(['999:R:IK304-3:NM1', '999:R:IK304-8:HI', '999:R:IK403-7:CLM05-3']);
  expect(codes.map(rejectionText)[2]).toContain('CLM05-3 has a code that is not on its list');
});
