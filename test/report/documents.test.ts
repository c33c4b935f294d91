import { expect, test } from 'vitest';
import { agingRows } from '../../shared/kpi/aging.ts';
import { computeKpis } from '../../shared/kpi/compute.ts';
import { canonicalJson, canonicalList, canonicalRows } from '../../shared/report/canonical-json.ts';
import {
  agingDocument,
  claimText,
  drillDocument,
  filesDocument,
  kpisDocument,
  workItemsDocument,
} from '../../shared/report/documents.ts';
import { calendarDate, monthOf } from '../../shared/values/dates.ts';
import { answered, patientPaid, usual, visit } from '../kpi/claim-stories.ts';

const asOf = calendarDate('2026-04-30');
const claims = [
  patientPaid(answered(visit('a', '2026-03-02'), '2026-03-20', usual), '2026-04-01', 1_000),
  answered(visit('b', '2026-03-03'), '2026-03-20', { denied: 20_000 }),
  visit('c', '2026-03-04', { submittedOn: null, state: 'held' }),
];

test('claims.json tells each claim as the interface names it', () => {
  const rows: unknown = claims.map((facts) => JSON.parse(claimText(facts)));
  expect(rows).toContainEqual({
    practice: 'test-clinic',
    claim_id: claims[0]?.claimId,
    patient_control_number: claims[0]?.claimId,
    encounter_id: 'a',
    payer_id: 'ACME',
    service_date: '2026-03-02',
    charge_cents: 20_000,
    state: 'adjudicated',
    scrub: [],
    versions: 1,
    submitted_on: '2026-03-02',
    adjudicated_on: '2026-03-20',
    insurance_ar_cents: 0,
    patient_ar_cents: 2_000,
    credit_cents: 0,
    expected_cents: 15_000,
    allowed_cents: 15_000,
    paid_insurance_cents: 12_000,
    paid_patient_cents: 1_000,
    adjustments_cents: 5_000,
    denied_cents: 0,
  });
  expect(rows).toContainEqual(
    expect.objectContaining({ encounter_id: 'c', allowed_cents: null, adjudicated_on: null }),
  );
});

test('the same facts in any order are the same bytes', () => {
  const shuffled = claims.toReversed();
  const aging = agingRows(claims, asOf);
  expect(agingDocument(aging.toReversed())).toBe(agingDocument(aging));
  const kpis = (facts: typeof claims) =>
    computeKpis({ asOf, claims: facts, remittances: [], workItems: [] });
  expect(kpisDocument(kpis(shuffled).toReversed())).toBe(kpisDocument(kpis(claims)));
  expect(kpis(claims).length).toBeGreaterThan(0);
});

test('keys are sorted and the document ends in a newline', () => {
  const text = filesDocument([file('b.835'), file('a.835')]);
  expect(text).toBe(
    `[\n${['a.835', 'b.835']
      .map(
        (key) =>
          `{"arrived":"2026-03-02","held":0,"issues":[],"key":"${key}","kind":"835","posted":1,"practice":"test-clinic","rejected":0,"rows":1,"sha256":"00","status":"done"}`,
      )
      .join(',\n')}\n]\n`,
  );
  expect(workItemsDocument([])).toBe('[]\n');
});

test('a KPI row carries its target, the practice’s own rows and all of them', () => {
  const rows = kpisDocument(computeKpis({ asOf, claims, remittances: [], workItems: [] }));
  expect(rows).toContain('"id":"denial-rate"');
  expect(JSON.parse(rows)).toContainEqual(
    expect.objectContaining({
      id: 'denial-rate',
      practice: '*',
      payer: 'ACME',
      month: '2026-03',
      value: 0.5,
      target: 0.05,
      target_op: '<',
      status: 'missed',
      unit: 'rate',
      version: 1,
      claims: 1,
    }),
  );
});

function file(key: string) {
  return {
    practice: 'test-clinic',
    key,
    arrived: '2026-03-02',
    sha256: '00',
    kind: '835',
    status: 'done' as const,
    rows: 1,
    posted: 1,
    held: 0,
    rejected: 0,
    issues: [],
  };
}

test('documents of many rows are written in the order of their keys', () => {
  const scrub = [
    { rule: 'B', outcome: 'fail' as const },
    { rule: 'A', outcome: 'no_data' as const },
  ];
  const text = claimText({ ...visit('a', '2026-03-02'), scrub });
  expect(`${text}\n`).toBe(canonicalJson(JSON.parse(text)));
  expect(JSON.parse(text).scrub.map((row: { rule: string }) => row.rule)).toEqual(['A', 'B']);
  const month = monthOf(asOf);
  const drill = { practice: 'p', payer: '*', id: 'dso', month, numerator: [], denominator: [] };
  expect(drillDocument(drill)).toBe(canonicalJson(drill));
});

test('a list that is written row by row is the list', () => {
  for (const rows of [[], [{ a: 1 }], [{ a: 1 }, { b: 2 }]]) {
    const list = canonicalList();
    const text = rows.map((row) => `${list.before()}${JSON.stringify(row)}`).join('');
    expect(`${text}${list.end()}`).toBe(canonicalRows(rows));
  }
});
