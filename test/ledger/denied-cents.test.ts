import { expect, test } from 'vitest';
import type { Claim } from '../../shared/claim/claim.ts';
import { carcRow, carcRows } from '../../shared/denial/carc-map.ts';
import { readEncounterCsv } from '../../shared/encounter/read-csv.ts';
import { remitClearing } from '../../shared/ledger/accounts.ts';
import { postRow, type RowPosting } from '../../shared/ledger/post-row.ts';
import type { ClaimPayment } from '../../shared/remittance/remittance.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { claimIdOf, practiceId, remitIdOf, rowIdOf } from '../../shared/values/ids.ts';
import { cents, sumOf } from '../../shared/values/money.ts';
import { encounterFile } from '../support/encounter-file.ts';

const practice = practiceId('clinic');
const groups = ['CO', 'PR', 'PI', 'OA', 'CR'];
const statuses = ['1', '2', '4', '19', '22'];
const charge = 14500;

/** Accounts that take money from somebody for good, by an adjustment alone. */
const arrangements = [
  'CONTRA:CONTRACTUAL',
  'CONTRA:SEQUESTER',
  'CONTRA:CAPITATION',
  'CONTRA:QMB',
  'ASSET:WITHHOLD',
  'INC:INTEREST',
];

function visit(secondary: string): Claim {
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

/** The whole charge under one adjustment, nothing paid. */
function posted(claim: Claim, group: string, carc: string, status: string): RowPosting {
  const sign = status === '22' ? -1 : 1;
  const amountCents = cents(sign * charge);
  const payment: ClaimPayment = {
    ordinal: 1,
    range: { from: 0, to: 0 },
    patientControlNumber: claim.claimId,
    status,
    chargeCents: amountCents,
    paidCents: cents(0),
    patientCents: cents(0),
    payerControlNumber: 'ICN',
    adjustments: [],
    remarks: [],
    lines: [
      {
        procedure: { qualifier: 'HC', code: '99213', modifiers: [] },
        submittedProcedure: null,
        chargeCents: amountCents,
        paidCents: cents(0),
        paidUnits: '1',
        serviceDate: null,
        adjustments: [{ group, carc, amountCents }],
        remarks: [],
        lineControlNumber: null,
      },
    ],
    balance: { outcome: 'balanced' },
  };
  return postRow({
    claim,
    payment,
    rowId: rowIdOf(remitIdOf(practice, 'x'), 1),
    checkDate: calendarDate('2026-04-01'),
    bookDate: calendarDate('2026-04-02'),
    payerIds: ['FAKE1'],
    cash: remitClearing,
    toleranceCents: cents(100),
  });
}

const codes = [...carcRows().map((row) => row.carc), 'ZZ9', ''];
const cases = codes.flatMap((carc) =>
  groups.flatMap((group) => statuses.map((status) => ({ carc, group, status }))),
);

test.each([
  ['a visit with one payer', visit('')],
  ['a visit with two payers', visit('FAKE2')],
])('On %s no denied cent is ever booked anywhere', (_, claim) => {
  const denials = cases.filter(({ carc }) => carcRow(carc)?.class === 'DENIAL');
  expect(denials.length).toBeGreaterThan(2000);
  for (const { carc, group, status } of denials) {
    const { postings, adjudication } = posted(claim, group, carc, status);
    expect(postings, `${group}-${carc} status ${status}`).toEqual([]);
    const denied = adjudication.lines.flatMap((line) => line.denials);
    const total = sumOf(denied, (row) => row.amountCents);
    expect(total, `${group}-${carc} status ${status}`).toBe(status === '22' ? -charge : charge);
  }
});

test.each([
  ['a visit with one payer', visit('')],
  ['a visit with two payers', visit('FAKE2')],
])('On %s no adjustment alone writes anything off', (_, claim) => {
  for (const { carc, group, status } of cases) {
    const { postings } = posted(claim, group, carc, status);
    const name = `${group}-${carc} status ${status}`;
    expect(
      sumOf(postings, (row) => row.amountCents),
      name,
    ).toBe(0);
    const accounts = postings.map((row) => row.account).filter((one) => !one.startsWith('AR:'));
    for (const account of accounts) expect(arrangements, name).toContain(account);
  }
});

test('Only PR of a patient’s class moves money to the patient', () => {
  const claim = visit('');
  let moved = 0;
  for (const { carc, group, status } of cases.filter((row) => row.group !== 'CR')) {
    const { postings } = posted(claim, group, carc, status);
    const toPatient = postings.some((row) => row.account === 'AR:PAT');
    const may = group === 'PR' && carcRow(carc)?.posting === 'patient';
    expect(toPatient, `${group}-${carc} status ${status}`).toBe(may);
    moved += Number(toPatient);
  }
  expect(moved).toBeGreaterThan(20);
});

test('What PI, OA and PR of another class say stays in AR', () => {
  const claim = visit('FAKE2');
  const stays = cases.filter(({ carc, group }) => {
    return ['PI', 'OA'].includes(group) || (group === 'PR' && carcRow(carc)?.posting !== 'patient');
  });
  expect(stays.length).toBeGreaterThan(2000);
  for (const { carc, group, status } of stays) {
    const { postings } = posted(claim, group, carc, status);
    expect(postings, `${group}-${carc} status ${status}`).toEqual([]);
  }
});
