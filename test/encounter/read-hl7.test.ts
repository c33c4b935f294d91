import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHashOf } from '../../shared/encounter/content-hash.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { readEncounterHl7 } from '../../shared/encounter/read-hl7.ts';
import { changedText, visitAsCsv, visitOfTwoServices } from '../support/visit-of-two-services.ts';

const fixture = visitOfTwoServices('hl7');
const changed = (from: string | RegExp, to: string) => changedText(fixture, from, to);
const read = (text: string) => readEncounterHl7(new TextEncoder().encode(text));

describe('a DFT^P03', () => {
  test('is the encounter that a CSV would tell', () => {
    const file = read(fixture);
    const [hl7] = file.encounters;
    const [csv] = readEncounterCsv(visitAsCsv).encounters;
    if (hl7?.kind !== 'readable' || csv?.kind !== 'readable') throw new Error('both are readable');
    expect(file).toMatchObject({ fatal: false, issues: [], encounters: [{}] });
    expect(hl7.encounter).toEqual(csv.encounter);
    expect(contentHashOf(hl7.encounter)).toBe(contentHashOf(csv.encounter));
  });

  test.each([
    ['line feeds', fixture.replaceAll('\r', '\n')],
    ['both line ends', fixture.replaceAll('\r', '\r\n')],
    ['frames of MLLP', `\v${fixture}\u001c\r`],
    ['a batch around it', `FHS|^~\\&|PMS\rBHS|^~\\&|PMS\r${fixture}BTS|1\rFTS|1\r`],
    ['other delimiters', withDelimiters('!', '@', '+')],
    ['a message of another kind before it', `MSH|^~\\&|||||1||ADT^A08|9\rPID|1\r${fixture}`],
    ['a second copy of it', fixture + fixture],
  ])('with %s is read the same', (_, text) => {
    expect(read(text).encounters).toMatchObject([
      {
        encounter: { encounterId: 'E-1', lines: [{ chargeCents: 14500 }, { chargeCents: 12050 }] },
      },
    ]);
  });

  test('of one visit in two messages is one encounter', () => {
    const second = fixture
      .replace('MSG00001', 'MSG00002')
      .split('\r')
      .filter((line) => !line.startsWith('FT1|1'))
      .join('\r');
    const file = read(fixture + second);
    expect(file.encounters).toMatchObject([
      { kind: 'readable', encounter: { lines: [{}, {}, {}] } },
    ]);
  });

  test('holds signs in names that only an escape can carry', () => {
    const text = changed('Sample^Paula', 'O\\T\\Sample\\F\\X\\E\\^Zo\\XC3AB\\\\.br\\Ann');
    expect(read(text).encounters).toMatchObject([
      { encounter: { patient: { last: 'O&Sample|X\\', first: 'Zoë Ann' } } },
    ]);
  });

  test('knows a doctor by the id of type NPI, wherever another id stands', () => {
    const text = changed(
      'LOCAL7^Doctor~1999999984^Doctor^Fay^^^^^^NPI^^^^NPI',
      '1999999984^Doctor^^^^^^^^^^^NPI~LOCAL7^Doctor^^^^^^^NPI',
    );
    expect(read(text).encounters).toMatchObject([{ encounter: { renderingNpi: '1999999984' } }]);
  });

  test('in Latin-1 says so in MSH-18', () => {
    const text = changed('2.5.1\r', '2.5.1||||||8859/1\r').replace('Sample^Paula', 'Sample^Zoë');
    const latin = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(readEncounterHl7(latin).encounters).toMatchObject([
      { encounter: { patient: { first: 'Zoë' } } },
    ]);
  });

  test('without diagnoses of a charge is for the first four of the visit', () => {
    const text = fixture.replaceAll(/\|M17\.11\^\^I10[^|]*\|/g, '||');
    expect(read(text).encounters).toMatchObject([
      { encounter: { diagnoses: ['M1711', 'E119'], lines: [{ pointers: [1, 2] }, {}] } },
    ]);
  });

  test.each([
    ['a birth date that is none', '|19800229|F', '|1980022|F', 'bad-date', 'PID-7'],
    ['no member', '|M0001\r', '|\r', 'value-missing', 'IN1-36'],
    ['no place of service', /\^\^\^\^\^11/g, '', 'value-missing', 'FT1-16'],
    ['a negative sum', '|145.00', '|-145.00', 'bad-amount', 'FT1-11'],
    ['a price that is none', '|60.25', '|60,25', 'bad-amount', 'FT1(2)-11'],
    ['no quantity', '||2||60.25', '||||60.25', 'value-missing', 'FT1(2)-10'],
    ['a charge taken back', '|CG|INJ', '|CD|INJ', 'charge-taken-back', 'FT1(2)-6'],
    ['a line break in a name', 'Sample^Paula|', 'Sample^Pau\rla|', 'segment-broken', null],
  ])('with %s is refused with its place, without its value', (_, from, to, code, place) => {
    const file = read(changed(from, to));
    expect(file.encounters).toMatchObject([{ kind: 'unusable' }]);
    expect(file.issues).toContainEqual({ code, severity: 'error', row: 1, place });
  });

  test('passes over a payment, and says that it did', () => {
    const payment = 'FT1|3|||20260302||PY|COPAY||||25.00\r';
    const file = read(changed('DG1|1', `${payment}DG1|1`));
    expect(file.encounters).toMatchObject([{ encounter: { lines: [{}, {}] } }]);
    expect(file.issues).toEqual([
      { code: 'payment-among-charges', severity: 'warning', row: 1, place: 'FT1(3)-6' },
    ]);
  });

  test.each(['MSH|^~\\&|||||1||ADT^A08|9\r', 'MSH', 'MSH|^~\\&|||||1||DFT^P03|9\r'])(
    'without a charge is of no use: %j',
    (text) => {
      expect(read(text)).toMatchObject({ fatal: true, encounters: [] });
    },
  );

  test('damaged anywhere is read or refused, and never throws', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(fixture.length - 1), fc.string({ maxLength: 3 }), (at, junk) => {
        const file = read(fixture.slice(0, at) + junk + fixture.slice(at + 1));
        if (file.issues.length > 0) refused += 1;
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(10);
  });
});

function withDelimiters(field: string, component: string, repetition: string): string {
  return fixture.replaceAll('|', field).replaceAll('^', component).replaceAll('~', repetition);
}
