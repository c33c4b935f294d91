import { describe, expect, test } from 'vitest';
import type { Delimiters } from '../../shared/x12/delimiters.ts';
import { detectDelimiters } from '../../shared/x12/delimiters.ts';
import { endScan, longestSegmentBytes, scan, startScan } from '../../shared/x12/scan.ts';
import { keep } from '../../shared/x12/segment-view.ts';

const isa =
  'ISA*00*          *00*          *ZZ*FAKEPAYER      *ZZ*FAKECLINIC     *260302*1200*^*00501*000000001*0*T*:~';

function segmentsOf(text: string, chunkBytes = text.length || 1) {
  const bytes = Buffer.from(text, 'latin1');
  const scanner = startScan();
  const found: string[] = [];
  const ranges: string[] = [];
  const visit = (view: Parameters<Parameters<typeof scan>[2]>[0]) => {
    const { elements, from, to } = keep(view);
    found.push(elements.join('|'));
    ranges.push(text.slice(from, to));
  };
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    scan(scanner, bytes.subarray(from, from + chunkBytes), visit);
  }
  endScan(scanner, visit);
  return { found: found.slice(1), ranges: ranges.slice(1), fatal: scanner.fatal?.code ?? null };
}

describe('segments', () => {
  test('know their bytes, terminator included and line end not', () => {
    const { found, ranges } = segmentsOf(`${isa}\nGS*HP~\r\n\r\nST*835~N1**X*~`);
    expect(found).toEqual(['GS|HP', 'ST|835', 'N1||X|']);
    expect(ranges).toEqual(['GS*HP~', 'ST*835~', 'N1**X*~']);
  });

  test('may break their lines anywhere when the terminator is no line end', () => {
    const { found, ranges } = segmentsOf(`${isa}CL\r\nP*1\n23*\r\n4~NM1*QC~`);
    expect(found).toEqual(['CLP|123|4', 'NM1|QC']);
    expect(ranges[0]).toBe('CL\r\nP*1\n23*\r\n4~');
  });

  test('end at a line end when ISA says so, whether LF or CRLF', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const head = isa.replace('~', end);
      expect(segmentsOf(`${head}GS*HP${end}${end}ST*835${end}`).found).toEqual(['GS|HP', 'ST|835']);
    }
  });

  test('may lack the last terminator', () => {
    expect(segmentsOf(`${isa}GS*HP~IEA*1`).found).toEqual(['GS|HP', 'IEA|1']);
  });

  test('of nothing are none', () => {
    expect(segmentsOf(`${isa}~~GS*HP~~~`).found).toEqual(['GS|HP']);
  });

  test('have no release character', () => {
    expect(segmentsOf(`${isa}N1*PR*WHO?~N3*?*~`).found).toEqual(['N1|PR|WHO?', 'N3|?|']);
  });

  test('of 64 KB are read, longer ones are an attack', () => {
    const fits = 'N'.repeat(longestSegmentBytes - 10);
    expect(segmentsOf(`${isa}ZZZ*${fits}~GS*HP~`).found).toEqual([`ZZZ|${fits}`, 'GS|HP']);
    const tooLong = 'N'.repeat(longestSegmentBytes + 10);
    for (const chunkBytes of [1000, 65_536, 200_000]) {
      const { fatal, found } = segmentsOf(`${isa}ZZZ*${tooLong}~GS*HP~`, chunkBytes);
      expect([fatal, found]).toEqual(['segment-too-long', []]);
    }
  });

  test('of separators only are read like any other', () => {
    const separators = '*'.repeat(longestSegmentBytes - 10);
    const { found } = segmentsOf(`${isa}ZZZ${separators}~GS*HP~`);
    expect(found).toEqual([`ZZZ${'|'.repeat(longestSegmentBytes - 10)}`, 'GS|HP']);
  });
});

describe('an ISA', () => {
  test('inside data begins nothing', () => {
    const text = `${isa}N1*PR*ISA*00*X~NM1*ISA~ISAAC*1~`;
    expect(segmentsOf(text).found).toEqual(['N1|PR|ISA|00|X', 'NM1|ISA', 'ISAAC|1']);
  });

  test('brings its own delimiters', () => {
    const other = isa.replaceAll('*', '|').replace(':~', '>!');
    const { fatal, found } = segmentsOf(`${isa}GS*A|B~\n${other}GS|A*B!`);
    expect(fatal).toBeNull();
    expect(found[0]).toBe('GS|A|B');
    expect(found.at(-1)).toBe('GS|A*B');
  });

  test('that can not be read ends the reading, with what came before kept', () => {
    const { fatal, found } = segmentsOf(`${isa}GS*HP~ISA*00*A~`);
    expect([fatal, found]).toEqual(['interchange-unreadable', ['GS|HP']]);
  });
});

describe('delimiters', () => {
  const found = (text: string) => {
    const bytes = Buffer.from(text, 'latin1');
    const detected = detectDelimiters(bytes, 0, bytes.length);
    return detected.outcome === 'found' ? detected.delimiters : detected.outcome;
  };
  const plain: Delimiters = { element: '*', component: ':', repetition: '^', segment: '~' };

  test.each<[string, string, Delimiters | string]>([
    ['a plain ISA', isa, plain],
    ['a letter in ISA11', isa.replace('^', 'U'), { ...plain, repetition: null }],
    ['ISA11 like ISA16', isa.replace('^', ':'), { ...plain, repetition: null }],
    ['ISA11 of 4010', isa.replace('00501', '00401'), { ...plain, repetition: null }],
    ['a short ISA', isa.replaceAll(/ +/g, ''), plain],
    ['an ISA wrapped at 80', `${isa.slice(0, 80)}\r\n${isa.slice(80)}`, plain],
    ['CRLF', isa.replace('~', '\r\n'), { ...plain, segment: '\n' }],
    ['CR alone', isa.replace('~', '\rG'), { ...plain, segment: '\r' }],
    ['a terminator that separates', isa.replace('~', '*'), 'impossible'],
    ['a terminator that is a letter', isa.replace('~', 'A'), 'impossible'],
    ['a component separator that terminates', isa.replace(':~', '~~'), 'impossible'],
    ['a letter as separator', isa.replaceAll('*', 'X'), 'impossible'],
    ['a cut ISA', isa.slice(0, 90), 'more'],
    ['no end of elements', `ISA*${'X'.repeat(700)}`, 'impossible'],
  ])('of %s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
