/** Why a simulated clearinghouse or a payer's front door turns a claim away: ordered rows, the first that fits is said. */
import type { SubmittedClaim, SubmittedLine } from '../claim/submitted-claim.ts';
import { isNpi } from '../codes/npi.ts';
import { sumOf, zero } from '../values/money.ts';
import { chanceOf } from './chance.ts';
import type { Market } from './market.ts';

export type Door = { readonly seed: number; readonly market: Market };

export type Edit = {
  readonly id: string;
  /** STC01: category, status and entity. */
  readonly code: readonly [category: 'A3' | 'A6' | 'A7' | 'A8', status: string, entity: string];
  readonly when: (claim: SubmittedClaim, door: Door) => boolean;
};

/** What can be seen in the claim alone. */
export const clearinghouseEdits: readonly Edit[] = [
  {
    id: 'payer-unknown',
    code: ['A7', '153', 'PR'],
    when: ({ payerId }, { market }) => market.payer(payerId) === null,
  },
  {
    id: 'billing-npi',
    code: ['A7', '562', '85'],
    when: ({ billing }) => !isNpi(billing.npi),
  },
  {
    id: 'rendering-npi',
    code: ['A7', '562', '82'],
    when: ({ renderingNpi }) => !isNpi(renderingNpi),
  },
  {
    id: 'referring-npi',
    code: ['A7', '562', 'DN'],
    when: ({ referringNpi }) => referringNpi !== '' && !isNpi(referringNpi),
  },
  { id: 'no-member-id', code: ['A6', '164', 'IL'], when: ({ memberId }) => memberId === '' },
  {
    id: 'member-id-form',
    code: ['A7', '164', 'IL'],
    when: ({ memberId, payerId }, { market }) =>
      market.payer(payerId)?.memberIdForm?.test(memberId) === false,
  },
  {
    id: 'no-birth-date',
    code: ['A6', '158', 'QC'],
    when: ({ patient }) => patient.birthDate === null,
  },
  { id: 'no-diagnosis', code: ['A6', '255', ''], when: ({ diagnoses }) => diagnoses.length === 0 },
  { id: 'no-lines', code: ['A6', '454', ''], when: ({ lines }) => lines.length === 0 },
  { id: 'no-procedure', code: ['A6', '454', ''], when: someLine((line) => line.procedure === '') },
  { id: 'no-date', code: ['A6', '187', ''], when: someLine((line) => line.serviceDate === null) },
  { id: 'no-units', code: ['A7', '476', ''], when: someLine((line) => (line.units ?? 0) <= 0) },
  { id: 'no-charge', code: ['A6', '178', ''], when: someLine((line) => line.chargeCents === null) },
  {
    id: 'before-birth',
    code: ['A8', '187', 'QC'],
    when: ({ lines, patient }) =>
      lines.some(({ serviceDate }) => (serviceDate ?? '9') < (patient.birthDate ?? '')),
  },
  {
    id: 'out-of-balance',
    code: ['A7', '400', ''],
    when: ({ chargeCents, lines }) =>
      chargeCents !== sumOf(lines, (line) => line.chargeCents ?? zero),
  },
];

/** In 10,000 claims of a file; the same claim in another file may pass. */
const unexplained = 8;

/** What the payer's own list of members adds, as far as its door looks; shares are in 10,000. */
export const doorEdits: readonly Edit[] = [
  {
    id: 'other-birth-date',
    code: ['A7', '158', 'QC'],
    when: (claim, door) => {
      const known = door.market.members.find(claim.payerId, claim.memberId)?.birthDate ?? null;
      const other = known !== null && known !== claim.patient.birthDate;
      return other && luck(claim, door, 'birth-date').happens(400);
    },
  },
  {
    id: 'unexplained',
    code: ['A3', '21', ''],
    when: (claim, door) =>
      luck(claim, door, 'unexplained', claim.batchReference).happens(unexplained),
  },
];

export function editOf(
  edits: readonly Edit[],
  claim: SubmittedClaim,
  door: Door,
): Edit | undefined {
  return edits.find((edit) => edit.when(claim, door));
}

function someLine(wrong: (line: SubmittedLine) => boolean) {
  return ({ lines }: SubmittedClaim) => lines.some(wrong);
}

function luck(claim: SubmittedClaim, { seed }: Door, about: string, file = '') {
  return chanceOf(seed, 'door', about, claim.patientControlNumber, claim.frequency, file);
}
