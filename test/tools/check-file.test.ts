import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkFile as checkSource } from '../../tools/check-file.ts';
import { memorySource } from '../../tools/source.ts';
import { stories, storyBytes } from '../remittance/read-file.ts';

function checkFile(bytes: Buffer) {
  return checkSource(memorySource(bytes));
}

describe('a check', () => {
  test('passes a file that balances', async () => {
    expect(await checkFile(storyBytes('paid-with-copay'))).toEqual({
      lines: ['payment 1 of $160.00: balanced', '0 findings'],
      passes: true,
    });
  });

  test('fails one that does not, and says by how much', async () => {
    const { lines, passes } = await checkFile(storyBytes('unbalanced-transaction'));
    expect(passes).toBe(false);
    expect(lines[0]).toMatch(/unbalanced: the payment differs by -?\$\d/);
  });

  test('tells each claim that does not balance, and the payment itself', async () => {
    const { lines, passes } = await checkFile(storyBytes('claims-and-payment-unbalanced'));
    const head = 'payment 1 of $175.00: unbalanced: ';
    expect(passes).toBe(false);
    expect(lines).toEqual([
      `${head}charge, adjustments and payment of claim 1 differ by -$1.00`,
      `${head}charge, adjustments and payment of claim 2 differ by -$5.00 in a line`,
      `${head}the payment differs by -$15.00 from claims less provider adjustments`,
      '0 findings',
    ]);
  });

  test('counts the unbalanced claims that it does not tell', async () => {
    const text = storyBytes('unbalanced-claim').toString();
    const claim = text.slice(text.indexOf('CLP'), text.indexOf('SE*'));
    const many = text.replace(claim, claim.repeat(23));
    const { lines } = await checkFile(Buffer.from(many));
    expect(lines).toContain('payment 1 of $160.00: and 3 more claims unbalanced');
    expect(lines.filter((line) => line.includes('differ by -$1.00'))).toHaveLength(20);
  });

  test('says whose a finding is where there are several payments', async () => {
    const text = storyBytes('several-transactions').toString();
    const wrong = text.replace(/\*2\*(\d)/, '*2*$1').replace(/SE\*\d+\*0002/, 'SE*99*0002');
    expect(wrong).not.toBe(text);
    const { lines } = await checkFile(Buffer.from(wrong));
    expect(lines[0]).toMatch(/^warning transaction-count at \d+ in SE01 of payment 2: /);
  });

  test.each([
    ['835/overpayment-taken-back', 'HC:99213:25', 'HC>99213>25', 'SVC01'],
    ['835/overpayment-taken-back', 'WO:', 'WO^', 'PLB03'],
    ['837/two-claims', 'HC:', 'HC>', 'SV101'],
    ['837i/inpatient-stay', 'ABK:', 'ABK|', 'HI01'],
  ])('of %s with %s written %s names where', async (name, good, bad, place) => {
    const path = new URL(`../fixtures/x12/${name}.edi`, import.meta.url);
    const text = readFileSync(path, 'latin1');
    const lines = text.split('~');
    const at = lines.findIndex((line) => line.includes(good)) + 1;
    expect(at).toBeGreaterThan(0);
    const told = `warning components-unseparated at ${at} in ${place}: `;
    const changed = lines.map((line) =>
      line.includes(good) ? line.replaceAll(good.slice(-1), bad.slice(-1)) : line,
    );
    const { lines: found } = await checkFile(Buffer.from(changed.join('~').replaceAll(good, bad)));
    expect(found.filter((line) => line.startsWith(told))).toHaveLength(1);
    const { lines: before } = await checkFile(Buffer.from(text));
    expect(before.join()).not.toContain('components-unseparated');
  });

  test('says what to do about a finding, which alone fails nothing', async () => {
    const { lines, passes } = await checkFile(storyBytes('wrong-segment-count'));
    expect(passes).toBe(true);
    expect(lines[0]).toMatch(/^warning transaction-count at \d+ in SE01: .*; tell the sender\.$/);
  });

  test('fails what is no X12', async () => {
    const { lines, passes } = await checkFile(Buffer.from('hello'));
    expect(passes).toBe(false);
    expect(lines[0]).toContain('fatal no-interchange');
  });

  test('passes claims, whose set is no 835', async () => {
    const path = new URL('../fixtures/x12/837/two-claims.edi', import.meta.url);
    expect(await checkFile(readFileSync(path))).toEqual({ lines: ['0 findings'], passes: true });
  });

  test.each(stories())('of %s shows no value', async (story) => {
    const { lines } = await checkFile(storyBytes(story));
    expect(lines.join('\n')).not.toMatch(/FAKE|TESTER/);
  });

  test.each([
    ['837/secondary-from-another-system', 'CAS*CO*45*', 'CAS*CO*45*X'],
    ['837i/inpatient-stay', 'SV2*0210**', 'SV2*0210**X'],
    ['271/active-with-copay-and-deductible', 'DMG*D8*', 'DMG*D8*X'],
    ['270/before-a-visit', 'DTP*291*D8*', 'DTP*291*D8*X'],
    ['276/two-claims-of-a-patient', 'DTP*472*D8*', 'DTP*472*D8*X'],
    ['278/pended', 'DMG*D8*', 'DMG*D8*X'],
  ])('finds what can not be read in %s, where it lies in the file', async (name, good, bad) => {
    const text = readFileSync(new URL(`../fixtures/x12/${name}.edi`, import.meta.url), 'latin1');
    expect(text).toContain(good);
    const before = text.slice(0, text.indexOf(good)).split('~').length;
    const twice = Buffer.from(text + text.replace(good, bad));
    const place = text.trim().split('~').length - 1 + before;
    const { lines } = await checkFile(twice);
    expect(lines[0]).toMatch(new RegExp(`^warning [a-z-]+ at ${place} in `));
  });
});
