import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFacility } from '../../shared/codes/place-of-service.ts';
import { expectedLine } from '../../shared/contract/price.ts';
import { contentHashOf, visitHashOf } from '../../shared/encounter/content-hash.ts';
import type { Encounter } from '../../shared/encounter/encounter.ts';
import {
  type EncounterColumn,
  encounterColumns,
} from '../../shared/encounter/encounter-columns.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { encounterSchema } from '../../shared/encounter/stored-encounter.ts';
import type { Reference } from '../../shared/reference/in-force.ts';
import { rulebook } from '../../shared/scrub/rulebook.ts';
import { sampleVisit } from '../../shared/scrub/sample-visit.ts';
import { scrub } from '../../shared/scrub/scrub.ts';
import { claimIdOf, practiceId } from '../../shared/values/ids.ts';
import { sumOf } from '../../shared/values/money.ts';
import { encounterFile } from '../support/encounter-file.ts';

const strangeCells = [
  ...['', '0', '-1', '00000000', '99999999.999', '9999999999.99', '0001-01-01', '9999-12-31'],
  ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-12:00', 'constructor', '__proto__', '"', ','],
  ...[
    'self',
    'child',
    '1 2 3',
    'A00 a.00',
    '=1+1',
    '𝒳',
    '\u202E',
    'null',
    '{}',
    '{"minutes":1e999}',
  ],
];

const cell = fc.oneof(
  fc.constantFrom(...strangeCells),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
);

const changes = fc.uniqueArray(fc.tuple(fc.constantFrom(...encounterColumns), cell), {
  maxLength: 3,
  selector: ([column]: [EncounterColumn, string]) => column,
});

function readAll(rows: [EncounterColumn, string][][]) {
  return readEncounterCsv(encounterFile(rows.map((row) => Object.fromEntries(row))));
}

function scrubOf(encounter: Encounter, reference: Reference) {
  const practice = practiceId('sample');
  const facility = isFacility(encounter.placeOfService);
  const claim = {
    ...sampleVisit.claim,
    claimId: claimIdOf(practice, encounter.encounterId),
    encounter,
    lines: encounter.lines.map((line) => ({
      line: line.line,
      controlNumber: `L${line.line}`,
      expectedCents: expectedLine(reference, encounter, line, facility),
    })),
    chargeCents: sumOf(encounter.lines, (line) => line.chargeCents),
  };
  return scrub({ ...sampleVisit, reference, claim });
}

describe('whatever stands in the cells', () => {
  test('each encounter is readable or has an issue, and a readable one can be scrubbed', () => {
    let readable = 0;
    let unusable = 0;
    fc.assert(
      fc.property(fc.array(changes, { minLength: 1, maxLength: 3 }), (rows) => {
        for (const one of readAll(rows).encounters) {
          if (one.kind === 'unusable') {
            unusable += 1;
            expect(one.issues.length).toBeGreaterThan(0);
            continue;
          }
          readable += 1;
          const stored: unknown = JSON.parse(JSON.stringify(one.encounter));
          const again = encounterSchema.parse(stored);
          expect(contentHashOf(again)).toBe(contentHashOf(one.encounter));
          expect(visitHashOf(again)).toBe(visitHashOf(one.encounter));
          const undated = rulebook.filter((rule) => rule.effectiveFrom === null).length;
          expect(scrubOf(again, sampleVisit.reference).length).toBeGreaterThanOrEqual(undated);
        }
      }),
      { numRuns: 400, seed: 20260302 },
    );
    expect(readable).toBeGreaterThan(50);
    expect(unusable).toBeGreaterThan(50);
  });

  test('bytes of any kind make a file with issues, never an error of ours', () => {
    let fatal = 0;
    const good = encounterFile([{}, {}]);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 8 }), (at, noise) => {
        const bytes = Uint8Array.from([...good.slice(0, at), ...noise, ...good.slice(at)]);
        const file = readEncounterCsv(bytes);
        if (file.fatal) fatal += 1;
        else expect(file.encounters.length).toBeGreaterThan(0);
      }),
      { numRuns: 300, seed: 20260303 },
    );
    expect(fatal).toBeGreaterThan(20);
  });
});
