/** Rules I and L: what was charged or sent before; and rows of one visit that contradict each other. */
import { claimId } from '../values/ids.ts';
import { type Rule, verdictOn } from './rule.ts';
import { sampleVisit, withClaim } from './sample-visit.ts';

export const historyRules: readonly Rule[] = [
  {
    id: 'I01',
    version: 1,
    title: 'The visit is not charged already under another encounter',
    severity: 'BLOCK',
    prevents: ['18'],
    effectiveFrom: null,
    source: 'X12 CARC 18',
    fixHint: 'Void this one; when both were done, say so with a modifier for repeated services.',
    check: ({ claim }) => verdictOn(claim.duplicateOf === null, 'encounter_id'),
    examples: [
      { says: 'a visit of its own', outcome: 'pass', visit: sampleVisit },
      {
        says: 'the same services again',
        outcome: 'fail',
        visit: withClaim({ duplicateOf: claimId('C0000000000000001') }),
      },
    ],
  },
  {
    id: 'L01',
    version: 1,
    title: 'A replacement or void names the payer’s own claim number',
    severity: 'BLOCK',
    final: true,
    prevents: ['16', '18'],
    effectiveFrom: null,
    source: 'X12 837P implementation guide 005010X222A1, CLM05-3 and REF*F8',
    fixHint: 'Wait for the payer’s answer, or send a new claim when it never took the first.',
    check: ({ frequency, payerClaimNumber }) =>
      verdictOn(frequency === '1' || (payerClaimNumber ?? '') !== '', 'payer claim number'),
    examples: [
      { says: 'a first claim', outcome: 'pass', visit: sampleVisit },
      {
        says: 'a replacement with the number',
        outcome: 'pass',
        visit: { ...sampleVisit, frequency: '7', payerClaimNumber: 'PCN1' },
      },
      { says: 'a void without', outcome: 'fail', visit: { ...sampleVisit, frequency: '8' } },
    ],
  },
  {
    id: 'rows-disagree',
    version: 1,
    title: 'All rows of the encounter say the same of patient, coverage and provider',
    severity: 'HOLD',
    prevents: [],
    effectiveFrom: null,
    source: 'house rule',
    fixHint: 'Correct the export; the first row is what the claim says now.',
    check: ({ claim }) => verdictOn(!claim.rowsDisagree, 'rows'),
    examples: [
      { says: 'rows of one mind', outcome: 'pass', visit: sampleVisit },
      { says: 'two member ids', outcome: 'fail', visit: withClaim({ rowsDisagree: true }) },
    ],
  },
];
