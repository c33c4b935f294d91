import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInstitutionalClaims } from '../../shared/claim/read-institutional.ts';
import { readProfessionalClaims } from '../../shared/claim/read-professional.ts';
import { writeInstitutionalClaims } from '../../shared/claim/write-institutional.ts';
import { expectNothingLost } from '../x12/set-promises.ts';
import { anyInstitutionalClaim, institutionalBatch } from './sample-institutional.ts';

test('what is written is what is read', () => {
  let claims = 0;
  fc.assert(
    fc.property(fc.array(anyInstitutionalClaim, { maxLength: 3 }), (given) => {
      const read = readInstitutionalClaims(writeInstitutionalClaims(institutionalBatch(given)));
      claims += read.claims.length;
      expect(read.findings).toEqual([]);
      expect(read.other).toEqual([]);
      expect(read.claims).toMatchObject(given);
      expect(read.claims.flatMap(({ other }) => other)).toEqual([]);
      for (const { batchReference, billing } of read.claims) {
        expect(batchReference).toBe('0000000420011');
        expect(billing).toMatchObject({ npi: '1999999984', taxId: '999999999' });
      }
    }),
  );
  expect(claims).toBeGreaterThan(100);
});

test('damaged bytes are read to an end', () => {
  let read = 0;
  fc.assert(
    fc.property(
      anyInstitutionalClaim,
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      (claim, hits) => {
        const bytes = Uint8Array.from(writeInstitutionalClaims(institutionalBatch([claim])));
        for (const [at, byte] of hits) bytes[at % bytes.length] = byte;
        read += readInstitutionalClaims(bytes).claims.length;
      },
    ),
  );
  expect(read).toBeGreaterThan(30);
});

describe('what no field tells is kept', () => {
  const above = [
    ['BHT', '0019'],
    ['BHT'],
    ['NM1', '41'],
    ['NM1', '40'],
    ['NM1', '85'],
    ['NM1', '87'],
    ['NM1', 'IL'],
    ['NM1', 'PR'],
    ['NM1', 'QC'],
    ['NM1', '71'],
    ['NM1', '82'],
    ['NM1', 'DN'],
    ['NM1'],
    ['HL', '?', '?', '20'],
    ['HL', '?', '?', '22'],
    ['HL', '?', '?', '23'],
    ['HL', '?', '?', '99'],
    ['N3'],
    ['N4'],
    ['PER'],
    ['PRV', 'BI'],
    ['PRV'],
    ['REF', 'EI'],
    ['REF', 'G1'],
    ['REF', 'F8'],
    ['REF', '6R'],
    ['REF'],
    ['DMG', 'D8'],
    ['DMG'],
    ['SBR'],
    ['PAT'],
    ['CLM'],
    ['CLM'],
    ['CLM'],
    ['HI'],
    ['HI', 'ABK:?'],
    ['HI', 'ABF:?:?'],
    ['CAS'],
    ['AMT', 'D'],
    ['AMT', 'EAF'],
    ['AMT'],
    ['OI'],
    ['MOA'],
    ['LX'],
    ['LX'],
    ['DTP', '472'],
    ['DTP', '573'],
    ['DTP'],
    ['SVD'],
  ] as const;

  test('by an 837I', () => {
    expectNothingLost({ set: '837', version: '005010X223A2', read: readInstitutionalClaims }, [
      ...above,
      ['SV2'],
      ['CL1'],
      ['DTP', '434'],
      ['DTP', '435'],
      ['DTP', '096', 'TM'],
      ['REF', 'EA'],
    ]);
  });

  test('by an 837P', () => {
    expectNothingLost({ set: '837', version: '005010X222A1', read: readProfessionalClaims }, [
      ...above,
      ['SV1', 'HC:?'],
      ['SV1', '?:?'],
      ['SV1'],
    ]);
  });
});

test('the kinds of 837 do not read each other', () => {
  const [claim] = fc.sample(anyInstitutionalClaim, { numRuns: 1, seed: 1 });
  const bytes = writeInstitutionalClaims(institutionalBatch(claim === undefined ? [] : [claim]));
  expect(readProfessionalClaims(bytes)).toMatchObject({
    claims: [],
    findings: [{ code: 'transaction-not-837P', row: 1, place: 'ST01' }],
  });
  expect(readInstitutionalClaims(bytes).claims).toHaveLength(1);
});
