import { expect, test } from 'vitest';
import { readProfessionalClaims } from '../../shared/claim/read-professional.ts';
import { fixtureBytes } from '../x12/fixture.ts';

test('a claim of another system tells all its payers, and what has no field is kept', () => {
  const file = readProfessionalClaims(fixtureBytes('837/secondary-from-another-system'));
  const [claim, ...others] = file.claims;
  expect([file.findings, others]).toEqual([[], []]);
  expect(claim).toMatchObject({
    billing: { npi: '1999999984', address: { city: 'NOWHERE' } },
    payerRank: 'S',
    payerId: 'FP02',
    memberId: 'FAKEMEMBER2',
    patient: { last: 'TESTER', address: { line1: '', city: '' } },
    priorAuthorization: 'FAKEAUTH1',
    diagnoses: ['M1711', 'E119'],
    secondary: { payerId: 'FP01', memberId: 'FAKEMEMBER1' },
    coverages: [
      { rank: 'P', paidCents: 25_000, payer: { id: 'FP01' } },
      { rank: 'T', filingCode: 'MC', paidCents: null, payer: { id: 'FP03' } },
    ],
    lines: [
      {
        units: 1,
        adjudications: [
          {
            payerId: 'FP01',
            paidCents: 10_000,
            adjustments: [
              { group: 'CO', reason: '45', amountCents: 2000 },
              { group: 'PR', reason: '2', amountCents: 500 },
            ],
            decidedOn: '2026-02-01',
          },
        ],
        other: [],
      },
      { units: 45, other: [{ elements: ['SV1', 'HC:00400', '300', 'MJ', '45', '', '', '1'] }] },
    ],
    other: [{ elements: ['HI', 'BG:A6'] }],
  });
  expect(file.other.map(({ elements }) => elements.slice(0, 2).join(' '))).toEqual([
    'NM1 87',
    'N3 PO BOX 1',
    'N4 ELSEWHERE',
    'NM1 IL',
    'N3 9 PAYER WAY',
    'N4 PAYERTOWN',
  ]);
});
