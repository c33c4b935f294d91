import { describe, expect, test } from 'vitest';
import { contentHashOf } from '../../shared/encounter/content-hash.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { readEncounterFhir } from '../../shared/encounter/read-fhir.ts';
import { changedText, visitAsCsv, visitOfTwoServices } from '../support/visit-of-two-services.ts';

const fixture = visitOfTwoServices('fhir.json');
const changed = (from: string | RegExp, to: string) => changedText(fixture, from, to);
const read = (text: string) => readEncounterFhir(new TextEncoder().encode(text));

type Entry = { fullUrl?: string; resource: { resourceType: string; id?: string } };
const bundle: { entry: Entry[] } = JSON.parse(fixture);
const resources = bundle.entry.map(({ resource }) => resource);

describe('a FHIR Claim', () => {
  test('is the encounter that a CSV would tell', () => {
    const file = read(fixture);
    const [fhir] = file.encounters;
    const [csv] = readEncounterCsv(visitAsCsv).encounters;
    if (fhir?.kind !== 'readable' || csv?.kind !== 'readable') throw new Error('both are readable');
    expect(file).toMatchObject({ fatal: false, issues: [], encounters: [{}] });
    expect(fhir.encounter).toEqual(csv.encounter);
    expect(contentHashOf(fhir.encounter)).toBe(contentHashOf(csv.encounter));
  });

  test.each([
    ['a resource a line', resources.map((one) => JSON.stringify(one)).join('\n')],
    ['an array of resources', JSON.stringify(resources)],
    [
      'a bundle in the order of a search',
      JSON.stringify({ ...bundle, entry: bundle.entry.toReversed() }),
    ],
    ['a byte order mark', `\uFEFF${fixture}`],
  ])('as %s is read the same', (_, text) => {
    expect(read(text).encounters).toEqual(read(fixture).encounters);
  });

  test('may refer by full URL, and to a version of it', () => {
    const byUrl = fixture
      .replaceAll(
        '"reference": "Patient/p1"',
        '"reference": "https://pms.example/fhir/Patient/p1/_history/3"',
      )
      .replaceAll('"reference": "Coverage/c1"', '"reference": "urn:uuid:0000-c1"');
    expect(byUrl).not.toBe(fixture);
    expect(read(byUrl).encounters).toEqual(read(fixture).encounters);
  });

  test('may contain what it refers to', () => {
    const claim = resources.find(({ resourceType }) => resourceType === 'Claim');
    const contained = resources.filter(({ resourceType }) => resourceType !== 'Claim');
    const text = JSON.stringify({ ...claim, contained }).replaceAll(
      /"reference":"[A-Za-z]+\/([^"]+)"/g,
      '"reference":"#$1"',
    );
    // What is contained refers to its own neighbours.
    expect(read(text).encounters).toEqual(read(fixture).encounters);
  });

  test('that came twice in a file is taken once', () => {
    const entry = [...bundle.entry, ...bundle.entry];
    const file = read(JSON.stringify({ ...bundle, entry }));
    expect(file.encounters).toMatchObject([{ kind: 'readable' }, { kind: 'unusable' }]);
    expect(file.issues).toMatchObject([{ code: 'encounter-twice', row: 2 }]);
  });

  test.each([
    [
      'a draft',
      '"status": "active", "use"',
      '"status": "draft", "use"',
      'claim-not-to-bill',
      'Claim.status',
    ],
    [
      'a question about coverage',
      '"use": "claim"',
      '"use": "predetermination"',
      'claim-not-to-bill',
      'Claim.use',
    ],
    ['of a dentist', '"code": "professional"', '"code": "oral"', 'claim-not-to-bill', 'Claim.type'],
    [
      'of a total that is not its sum',
      '"value": 265.5',
      '"value": 265.49',
      'total-differs',
      'Claim.total',
    ],
    [
      'of a patient without a birth date',
      '"birthDate": "1980-02-29"',
      '"birthDate": ""',
      'value-missing',
      'Patient.birthDate',
    ],
    [
      'of a patient that is not in the file',
      '"reference": "Patient/p1"',
      '"reference": "Patient/p9"',
      'value-missing',
      'Patient.name',
    ],
    [
      'with a year for a birth date',
      '"birthDate": "1980-02-29"',
      '"birthDate": "1980"',
      'bad-date',
      'Patient.birthDate',
    ],
    [
      'with an amount of three decimals',
      '"value": 145 }',
      '"value": 145.005 }',
      'bad-amount',
      'Claim.item[0].net',
    ],
    [
      'with a negative amount',
      '"value": 145 }',
      '"value": -145 }',
      'bad-amount',
      'Claim.item[0].net',
    ],
    [
      'without a quantity',
      '"quantity": { "value": 1 }, ',
      '',
      'value-missing',
      'Claim.item[0].quantity',
    ],
    ['of another shape', '"item": [', '"items": [', 'bad-shape', 'Claim.item'],
  ])('%s is refused with its place, without its value', (_, from, to, code, place) => {
    const file = read(changed(from, to));
    expect(file.encounters).toMatchObject([{ kind: 'unusable' }]);
    expect(file.issues).toContainEqual({ code, severity: 'error', row: 1, place });
  });

  test('that points at no diagnosis of its own is left to the scrub', () => {
    const file = read(changed('"diagnosisSequence": [1, 2]', '"diagnosisSequence": [7]'));
    expect(file.encounters).toMatchObject([{ encounter: { lines: [{}, { pointers: [0] }] } }]);
  });

  test.each([
    '{"resourceType":',
    '{"resourceType":"Bundle"}',
    '{"resourceType":"Patient","id":"1"}',
    '',
  ])('without a claim a file is of no use: %j', (text) => {
    expect(read(text)).toMatchObject({ fatal: true, encounters: [] });
  });
});
