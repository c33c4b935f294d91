import { describe, expect, test } from 'vitest';
import { sniff, whyUnknown } from '../../shared/pipeline/sniff.ts';
import { storyBytes } from '../remittance/read-file.ts';

const isa =
  'ISA*00*          *00*          *ZZ*FAKEPAYER      *ZZ*FAKECLINIC     *260302*1200*^*00501*000000001*0*T*:~';

function x12(guide: string, st: string): Buffer {
  return Buffer.from(`${isa}GS*XX*A*B*20260302*1200*1*X*${guide}~${st}~`);
}

/** Then the line break is what ends the ISA and all other segments. */
function endsIsa(width: number): boolean {
  return (isa.length - 1) % width === 0;
}

/** A line break after every `columns` bytes, as mainframes send files. */
function wrapped(text: string, columns: number): Buffer {
  return Buffer.from(
    text.replaceAll(/\r?\n/g, '').replace(new RegExp(`.{${columns}}`, 'g'), '$&\r\n'),
  );
}

describe('a remittance is known as one', () => {
  const flat = storyBytes('paid-with-copay').toString();

  test('wherever its lines are wrapped, inside its ST too', () => {
    const widths = Array.from({ length: 200 }, (_, index) => index + 20);
    const columns = widths.filter((width) => !endsIsa(width));
    expect(columns.filter((width) => sniff(wrapped(flat, width)) !== '835')).toEqual([]);
  });

  test.each(['newline-terminator', 'pipe-delimiters', 'short-isa', 'byte-order-mark'])(
    'with %s',
    (story) => {
      expect(sniff(storyBytes(story))).toBe('835');
    },
  );
});

describe('X12 is what its first ST says', () => {
  test.each([
    ['005010X222A1', 'ST*837*0001', '837P'],
    ['005010X223A2', 'ST*837*0001', '837I'],
    ['005010X222A1', 'ST*837*0001*005010X223A2', '837I'],
    ['004010X098A1', 'ST*837*0001', '837P'],
    ['004010X096A1', 'ST*837*0001', '837I'],
    ['005010X212', 'ST*277*0001*005010X214', '277CA'],
    ['005010X212', 'ST*277*0001', '277'],
  ])('%s, %s: %s', (guide, st, kind) => {
    expect(sniff(x12(guide, st))).toBe(kind);
  });

  test.each([
    ['of a set that nobody takes', x12('005010X279A1', 'ST*270*0001'), 'set-not-taken'],
    ['of dentists', x12('005010X224A2', 'ST*837*0001'), 'set-not-taken'],
    ['of dentists, before', x12('004010X097A1', 'ST*837*0001'), 'set-not-taken'],
    ['without an ST', x12('005010X221A1', 'CLP*C1*1*5*5'), 'no-transaction'],
    ['without an ISA', Buffer.from('GS*HP*A*B~ST*835*1~'), 'no-interchange'],
    ['with only an ST', Buffer.from('\r\nST|835|1|\n'), 'no-interchange'],
    ['of an ISA cut short', Buffer.from(isa.slice(0, 90)), 'interchange-unreadable'],
    ['that begins in the middle', Buffer.from('0*45*20~SE*5*1~'), 'unknown-content'],
    ['that is none', Buffer.from('STATE,COUNTY'), 'unknown-content'],
  ])('and a file %s is unknown for that', (_, bytes, why) => {
    expect(sniff(bytes)).toBe('unknown');
    expect(whyUnknown(bytes)).toBe(why);
  });
});
