import { describe, expect, test } from 'vitest';
import { describeFile as describeSource } from '../../tools/describe-file.ts';
import { memorySource } from '../../tools/source.ts';
import { stories, storyBytes } from '../remittance/read-file.ts';

const isa =
  'ISA*00*          *00*          *ZZ*FAKEPAYER      *ZZ*FAKECLINIC     *260302*1200*^*00501*000000001*0*T*:~';
const file = (gs: string, ...segments: string[]) =>
  Buffer.from(
    [
      isa,
      `GS*${gs}*A*B*20260302*1200*1*X*005010X222A1~`,
      ...segments,
      'GE*1*1~IEA*1*000000001~',
    ].join('\n'),
  );

function describeFile(bytes: Buffer, showPhi: boolean) {
  return describeSource(memorySource(bytes), showPhi);
}

describe('a payment in words', () => {
  test('tells money, status and reasons, and masks names and ids', async () => {
    const lines = await describeFile(storyBytes('overpayment-taken-back'), false);
    expect(lines).toEqual([
      '695 bytes, 1 interchange, 1 set',
      'Interchange 000000001, test, 2026-03-02, from F*** to F***; delimiters * : ~',
      '  835 0001, payment, 005010X221A1, 21 segments',
      '    $110.00 by bank transfer on 2026-03-02, from F*** to 1***, trace F***',
      '    claim 1 F***: processed as primary; charged $200.00, paid $160.00, patient $20.00; 1 line; CO-45 $20.00, PR-3 $20.00',
      '    provider adjustment WO: $50.00 less, reference F***',
      '    1 claim paid $160.00; payment $110.00: balanced',
    ]);
  });

  test('shows names and ids only when asked', async () => {
    const lines = (await describeFile(storyBytes('paid-with-copay'), true)).join('\n');
    expect(lines).toContain('from FAKEPAYER to FAKECLINIC');
    expect(lines).not.toContain('***');
  });

  test.each(stories())('of %s shows no name and no id', async (story) => {
    const lines = (await describeFile(storyBytes(story), false)).join('\n');
    expect(lines).not.toMatch(/FAKE|TESTER/);
  });

  test('says where it does not balance, and that there are findings', async () => {
    const lines = await describeFile(storyBytes('unbalanced-claim'), false);
    expect(lines.at(-1)).toContain('differ by -$1.00');
    const both = await describeFile(storyBytes('claims-and-payment-unbalanced'), false);
    expect(both.at(-1)).toMatch(/claim 1 differ by -\$1\.00; .*payment differs by -\$15\.00/);
    const counted = await describeFile(storyBytes('wrong-segment-count'), false);
    expect(counted.at(-1)).toBe('1 finding; `check` tells them');
  });
});

describe('a file that is not as it should be', () => {
  test('shows nothing that stands where a code belongs', async () => {
    const lines = await changed(
      ['PLB*1999999984*20261231*WO:', 'PLB*1999999984*20261231*FAKE NAME>'],
      ['CLP*FAKECLAIM1*1*', 'CLP*FAKECLAIM1*FAKE NAME*'],
      ['CAS*CO*45*', 'CAS*FAKE NAME*FAKE CODE*'],
      ['*C*ACH*', '*C*FAKE NAME*'],
    );
    expect(lines).not.toMatch(/FAKE/);
    expect(lines).toContain('provider adjustment F***: $50.00 less');
    expect(lines).toContain('status F***');
    expect(lines).toContain('F***-F*** $20.00');
    expect(lines).toContain('by F***');
  });

  test.each([
    ['*940302*', '1994-03-02'],
    ['*3434  *', 'of an unreadable day'],
  ])('was sent on %s: %s', async (written, told) => {
    expect(await changed(['*260302*', written])).toContain(`, ${told}, from`);
  });

  async function changed(...changes: readonly (readonly [string, string])[]): Promise<string> {
    let text = storyBytes('overpayment-taken-back').toString();
    for (const [from, to] of changes) {
      expect(text).toContain(from);
      text = text.replace(from, to);
    }
    return (await describeFile(Buffer.from(text), false)).join('\n');
  }
});

describe('other sets in words', () => {
  test('claims by what they charge', async () => {
    const claims = [
      'CLM*FAKE1*100.5***11:B:1~',
      'LX*1~',
      'CLM*FAKE2*50***11:B:7~',
      'LX*1~',
      'LX*2~',
    ];
    const bytes = file('HC', 'ST*837*0001*005010X222A1~', ...claims, 'SE*7*0001~');
    expect((await describeFile(bytes, false)).slice(2)).toEqual([
      '  837 0001, claims, 005010X222A1, 7 segments',
      '    2 claims charging $150.50',
      '    claim F***: original, charged $100.50, 1 line',
      '    claim F***: replacement, charged $50.00, 2 lines',
    ]);
  });

  test.each([
    ['999', ['AK1*HC*7~', 'AK9*P*2*2*1~'], ['group 7 was accepted in part: 1 of 2 sets accepted']],
    ['277', ['STC*A2:20~', 'STC*A7:21~', 'STC*A2:20~'], ['status categories: A2 2, A7 1']],
    ['271', ['HL*1**20*1~', 'HL*2*1*22*1~', 'HL*3*2*23*0~'], ['1 subscriber, 1 dependent']],
    ['850', ['BEG*00~'], []],
  ])('%s by what they say', async (set, segments, told) => {
    const bytes = file('XX', `ST*${set}*0001~`, ...segments, `SE*${segments.length + 2}*0001~`);
    const [, , head = '', ...rest] = await describeFile(bytes, false);
    expect(head).toContain(`  ${set} 0001, `);
    expect(rest.map((line) => line.trim())).toEqual(told);
  });

  test('an unknown one by its envelope', async () => {
    const bytes = file('PO', 'ST*850*0001~', 'BEG*00~', 'SE*3*0001~');
    expect((await describeFile(bytes, false)).at(-1)).toBe(
      '  850 0001, a set that we do not read, 005010X222A1, 3 segments',
    );
  });

  test('a TA1 without a group', async () => {
    const bytes = Buffer.from(`${isa}\nTA1*000000009*260302*1200*R*022~\nIEA*0*000000001~`);
    expect((await describeFile(bytes, false)).at(-1)).toBe(
      '  TA1 interchange 000000009 was rejected, note 022',
    );
  });

  test('bytes that are no X12', async () => {
    expect(await describeFile(Buffer.from('hello'), false)).toEqual([
      '5 bytes, 0 interchanges, 0 sets',
      '1 finding; `check` tells them',
    ]);
  });
});
