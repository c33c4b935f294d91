/** Rows of a remittance that put a whole charge under one adjustment, for tests that walk every code. */
import type { Claim } from '../../shared/claim/claim.ts';
import { carcRows } from '../../shared/denial/carc-map.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { remitClearing } from '../../shared/ledger/accounts.ts';
import { postRow, type RowPosting } from '../../shared/ledger/post-row.ts';
import type { Adjustment, ClaimPayment } from '../../shared/remittance/remittance.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { claimIdOf, practiceId, remitIdOf, rowIdOf } from '../../shared/values/ids.ts';
import { cents } from '../../shared/values/money.ts';
import { encounterFile } from '../support/encounter-file.ts';

const practice = practiceId('clinic');

export const charge = 14500;

/** One line of 99213, charge 145.00, contract 100.00; with a second payer when it is named. */
export function visit(secondary: string): Claim {
  const bytes = encounterFile([{ secondary_payer_id: secondary }]);
  const [read] = readEncounterCsv(bytes).encounters;
  if (read?.kind !== 'readable') throw new Error('the sample visit is readable');
  const { encounter } = read;
  const claimId = claimIdOf(practice, encounter.encounterId);
  return {
    practice,
    claimId,
    encounter,
    lines: [{ line: 1, controlNumber: `${claimId}L1`, expectedCents: cents(10000) }],
    chargeCents: cents(charge),
    takenOn: calendarDate('2026-03-03'),
    arrivalKnown: true,
    duplicateOf: null,
    rowsDisagree: false,
  };
}

/** Where the adjustment stands; `none`: on a claim without lines. */
export const levels = ['line', 'claim', 'none'] as const;

export type SampleRow = {
  readonly group: string;
  readonly carc: string;
  readonly status: string;
  readonly level?: (typeof levels)[number];
  readonly remarks?: readonly string[];
  readonly paidCents?: number;
};

/** Every CARC that we know, one that nobody knows, and none. */
export const codes: readonly string[] = [...carcRows().map((row) => row.carc), 'ZZ9', ''];
export const groups: readonly string[] = ['CO', 'PR', 'PI', 'OA', 'CR'];
/** Every CLP02 that an 835 may have, and one that it may not. */
export const statuses: readonly string[] = [
  '1',
  '2',
  '3',
  '4',
  '19',
  '20',
  '21',
  '22',
  '23',
  '25',
  '99',
];

export const everyRow: readonly SampleRow[] = codes.flatMap((carc) =>
  groups.flatMap((group) => statuses.map((status) => ({ carc, group, status }))),
);

export function nameOf({ carc, group, level = 'line', status }: SampleRow): string {
  return `${group}-${carc} status ${status} at ${level}`;
}

/** The charge less what is paid, under one adjustment; a reversal states it negated. */
export function posted(claim: Claim, row: SampleRow): RowPosting {
  return postRow({
    claim,
    payment: paymentOf(claim, row),
    rowId: rowIdOf(remitIdOf(practice, 'x'), 1),
    checkDate: calendarDate('2026-04-01'),
    bookDate: calendarDate('2026-04-02'),
    payerIds: ['FAKE1'],
    cash: remitClearing,
    toleranceCents: cents(100),
  });
}

function paymentOf(claim: Claim, row: SampleRow): ClaimPayment {
  const { carc, group, level = 'line', paidCents = 0, remarks = [], status } = row;
  const sign = status === '22' ? -1 : 1;
  const chargeCents = cents(sign * charge);
  const paid = cents(sign * paidCents);
  const adjustment: Adjustment = { group, carc, amountCents: cents(sign * (charge - paidCents)) };
  const own = level === 'line' ? [adjustment] : [];
  const line = {
    procedure: { qualifier: 'HC', code: '99213', modifiers: [] },
    submittedProcedure: null,
    chargeCents,
    paidCents: level === 'line' ? paid : chargeCents,
    paidUnits: '1',
    serviceDate: null,
    adjustments: own,
    remarks,
    lineControlNumber: null,
  };
  return {
    ordinal: 1,
    range: { from: 0, to: 0 },
    patientControlNumber: claim.claimId,
    status,
    chargeCents,
    paidCents: paid,
    patientCents: cents(0),
    payerControlNumber: 'ICN',
    adjustments: level === 'line' ? [] : [adjustment],
    remarks,
    lines: level === 'none' ? [] : [line],
    balance: { outcome: 'balanced' },
  };
}
