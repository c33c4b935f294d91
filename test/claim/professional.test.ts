import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BillableClaim } from '../../shared/claim/claim-batch.ts';
import { readProfessionalClaims } from '../../shared/claim/read-professional.ts';
import type { SubmittedClaim } from '../../shared/claim/submitted-claim.ts';
import { batchReference, transactionNumberOf } from '../../shared/claim/write-file.ts';
import { writeProfessionalClaims } from '../../shared/claim/write-professional.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { payerId } from '../../shared/values/ids.ts';
import { namedParty } from '../../shared/x12/party.ts';
import { anyBatch, batchOf, billable, encounter, patient, practice } from './sample-batch.ts';
import { faultsOf } from './strict-reader.ts';

const segmentsOf = (...claims: BillableClaim[]) =>
  Buffer.from(writeProfessionalClaims(batchOf(claims)))
    .toString('latin1')
    .split('~\n');

describe('a written file', () => {
  test('is the golden one, to the byte', () => {
    const child = {
      ...encounter,
      relationship: 'child' as const,
      subscriber: { last: 'Parent', first: "O'Fake*~", birthDate: null },
      priorAuthorization: 'FAKEAUTH1',
      referringNpi: '1000000004',
      secondary: { payerId: payerId('FP02'), memberId: 'FAKEMEMBER2' },
    };
    const replaced = billable(child, { frequency: '7', originalControlNumber: 'FAKEICN1' });
    const written = writeProfessionalClaims(batchOf([billable(encounter), replaced]));
    const golden = new URL('../fixtures/x12/837/two-claims.edi', import.meta.url);
    expect(Buffer.from(written).toString()).toBe(readFileSync(golden, 'latin1'));
  });

  test('finds no fault with a strict reader, whatever the batch', () => {
    let claims = 0;
    fc.assert(
      fc.property(anyBatch, (batch) => {
        claims += batch.claims.length;
        expect(faultsOf(writeProfessionalClaims(batch))).toEqual([]);
      }),
    );
    expect(claims).toBeGreaterThan(100);
  });

  test('is the same for the same batch', () => {
    const batch = batchOf([billable(encounter)]);
    expect(writeProfessionalClaims(batch)).toEqual(writeProfessionalClaims(batch));
  });

  test('begins a new ST after 5,000 claims', () => {
    const batch = batchOf(Array.from({ length: 5001 }, () => billable(encounter)));
    const { claims, findings } = readProfessionalClaims(writeProfessionalClaims(batch));
    expect(findings).toEqual([]);
    expect(claims.map(({ transactionNumber }) => transactionNumber)).toEqual(
      batch.claims.map((_, index) => transactionNumberOf(batch, index)),
    );
    expect(new Set(claims.map(({ batchReference: reference }) => reference))).toEqual(
      new Set([batchReference(42, '0011'), batchReference(42, '0012')]),
    );
  });
});

describe('situational segments', () => {
  test('REF*F8 goes with 7 and 8 only', () => {
    for (const frequency of ['1', '7', '8'] as const) {
      const told = segmentsOf(
        billable(encounter, { frequency, originalControlNumber: 'FAKEICN1' }),
      );
      expect(told.includes('REF*F8*FAKEICN1')).toBe(frequency !== '1');
    }
  });

  test('a provider who bills for herself is named once', () => {
    const own = billable({ ...encounter, renderingNpi: practice.npi });
    expect(segmentsOf(own).filter((segment) => segment.startsWith('NM1*82'))).toEqual([]);
  });

  test('a provider unknown to the practice stands by the NPI', () => {
    const told = segmentsOf(billable(encounter, { rendering: null }));
    expect(told).toContain('NM1*82*1*UNKNOWN*****XX*1999999976');
  });

  test('who is not the subscriber has a loop of his own', () => {
    const spouse = billable({
      ...encounter,
      relationship: 'spouse',
      subscriber: { last: 'Other', first: 'Fake', birthDate: null },
    });
    expect(segmentsOf(spouse, billable(encounter)).filter((told) => told.startsWith('HL'))).toEqual(
      ['HL*1**20*1', 'HL*2*1*22*1', 'HL*3*2*23*0', 'HL*4*1*22*0'],
    );
  });

  test('delimiters in a name leave it as blanks', () => {
    const named = billable({ ...encounter, patient: { ...patient, last: 'O*Brien~Ñandú:' } });
    expect(segmentsOf(named)).toContain('NM1*IL*1*O Brien Nandu*Fake****MI*FAKEMEMBER1');
  });
});

test('what is written is what is read', () => {
  let claims = 0;
  fc.assert(
    fc.property(anyBatch, (batch) => {
      const read = readProfessionalClaims(writeProfessionalClaims(batch));
      claims += read.claims.length;
      expect(read.findings).toEqual([]);
      expect(read.claims).toEqual(batch.claims.map(submitted));
      expect(read.other).toEqual([]);
    }),
  );
  expect(claims).toBeGreaterThan(100);
});

test('damaged bytes are read to an end', () => {
  const whole = writeProfessionalClaims(batchOf([billable(encounter), billable(encounter)]));
  let read = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
        maxLength: 8,
      }),
      (hits) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of hits) bytes[at] = byte;
        read += readProfessionalClaims(bytes).claims.length;
      },
    ),
  );
  expect(read).toBeGreaterThan(50);
});

test('another set than an 837 is passed over with a finding', () => {
  const text = Buffer.from(writeProfessionalClaims(batchOf([billable(encounter)]))).toString();
  const { claims, findings } = readProfessionalClaims(
    Buffer.from(text.replace('ST*837', 'ST*270')),
  );
  expect(claims).toEqual([]);
  expect(findings).toMatchObject([{ code: 'transaction-not-837', place: 'ST01' }]);
});

/** What a receiver should know of a claim of the batch. */
function submitted(given: BillableClaim): SubmittedClaim {
  const { claim, payer } = given;
  const { encounter: visit } = claim;
  const { patientId: _, ...person } = visit.patient;
  const nowhere = { line1: '', city: '', state: '', zip: '' };
  const stranger = { ...visit.subscriber, birthDate: null, sex: 'U' as const, address: nowhere };
  const self = visit.relationship === 'self';
  return {
    interchangeNumber: '000000042',
    groupNumber: '7',
    transactionNumber: '0011',
    batchReference: '0000000420011',
    heading: {
      purpose: '00',
      reference: '0000000420011',
      madeOn: calendarDate('2026-01-16'),
      madeAt: '1800',
      kind: 'CH',
    },
    submitterId: 'FAKECLINIC',
    submitterName: practice.name,
    submitterContacts: [
      { role: 'IC', name: practice.name, ways: [{ kind: 'TE', to: '5555550100' }] },
    ],
    receiverId: 'clearinghouse',
    receiverName: 'clearinghouse',
    billing: {
      name: practice.name,
      npi: practice.npi,
      taxId: '999999999',
      taxonomy: practice.taxonomy,
      address: { ...practice.address, zip: '000000000' },
    },
    payerId: payer.payerId,
    payerName: payer.name,
    payerRank: 'P',
    filingCode: payer.claimFilingCode,
    groupOrPolicy: visit.groupNumber,
    memberId: visit.memberId,
    relationship: visit.relationship,
    subscriber: self ? person : { last: '', first: '', ...stranger },
    patient: person,
    patientControlNumber: claim.claimId,
    chargeCents: claim.chargeCents,
    placeOfService: visit.placeOfService,
    frequency: given.frequency,
    consents: { signature: 'Y', assignment: 'A', benefits: 'Y', release: 'Y' },
    priorAuthorization: given.authorizationNumber,
    originalControlNumber: given.frequency === '1' ? '' : (given.originalControlNumber ?? ''),
    diagnoses: visit.diagnoses,
    referring: visit.referringNpi === '' ? null : referring(visit.referringNpi),
    referringNpi: visit.referringNpi,
    rendering: visit.renderingNpi === practice.npi ? null : rendering(visit.renderingNpi),
    renderingNpi: visit.renderingNpi,
    secondary: visit.secondary,
    coverages: visit.secondary === null ? [] : [expect.objectContaining({ rank: 'S' })],
    lines: visit.lines.map((line, index) => ({
      ...line,
      controlNumber: claim.lines[index]?.controlNumber ?? '',
      adjudications: [],
      other: [],
    })),
    other: [],
  };
}

function referring(id: string) {
  return namedParty({ role: 'DN', kind: '1', name: 'UNKNOWN', idQualifier: 'XX', id });
}

function rendering(id: string) {
  const specialty = { role: 'PE', qualifier: 'PXC', code: '207R00000X' };
  const named = { name: 'Doctor', first: 'Fake', idQualifier: 'XX', id };
  return namedParty({ role: '82', kind: '1', ...named, specialty });
}
