/** The documents of a run, as text (interfaces: what comes out). Rows come in any order and leave sorted. */
import type { AgingRow } from '../kpi/aging.ts';
import {
  adjustmentsCents,
  allowedCents,
  creditCents,
  deniedOpenCents,
  expectedCents,
  firstAdjudication,
  insuranceArCents,
  paidInsuranceCents,
  paidPatientCents,
  patientArCents,
} from '../kpi/claim-balance.ts';
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import type { KpiRow } from '../kpi/compute.ts';
import type { Drill } from '../kpi/drill.ts';
import type { Issue } from '../values/issue.ts';
import { byKey, canonicalJson, canonicalRows } from './canonical-json.ts';

export function claimsDocument(claims: Iterable<ClaimFacts>): string {
  const rows = [...claims].map(claimRow);
  return canonicalRows(rows.sort(byKey((row) => [row.practice, row.claim_id])));
}

/** An encounter's object in claims.json. */
export function claimRow(facts: ClaimFacts) {
  return {
    practice: facts.practice,
    claim_id: facts.claimId,
    patient_control_number: facts.claimId,
    encounter_id: facts.encounterId,
    payer_id: facts.payerId,
    service_date: facts.serviceDate,
    charge_cents: facts.chargeCents,
    state: facts.state,
    scrub: facts.scrub.toSorted(byKey((row) => [row.rule])),
    versions: facts.versions,
    submitted_on: facts.submittedOn,
    adjudicated_on: firstAdjudication(facts)?.checkDate ?? null,
    insurance_ar_cents: insuranceArCents(facts),
    patient_ar_cents: patientArCents(facts),
    credit_cents: creditCents(facts),
    expected_cents: expectedCents(facts),
    allowed_cents: allowedCents(facts),
    paid_insurance_cents: paidInsuranceCents(facts),
    paid_patient_cents: paidPatientCents(facts),
    adjustments_cents: adjustmentsCents(facts),
    denied_cents: deniedOpenCents(facts),
  };
}

export function kpisDocument(rows: readonly KpiRow[]): string {
  const objects = rows
    .toSorted(byKey((row) => [row.practice, row.id, row.payer, row.month]))
    .map(({ target, ...row }) => ({
      ...row,
      target: target?.value ?? null,
      target_op: target?.op ?? null,
    }));
  return canonicalRows(objects);
}

/** The claims of one KPI row. */
export function drillDocument(drill: Drill): string {
  return canonicalJson(drill);
}

export function agingDocument(rows: readonly AgingRow[]): string {
  return canonicalRows(rows.toSorted(byKey((row) => [row.practice, row.payer, row.basis])));
}

/** An object of work-items.json. */
export type WorkItemRow = {
  readonly practice: string;
  readonly id: string;
  readonly queue: string;
  readonly category: string;
  readonly claim_id: string | null;
  readonly owner: string;
  readonly team: string;
  readonly opened_on: string;
  readonly due_on: string;
  readonly escalated_to: string | null;
  readonly state: 'open' | 'closed';
  readonly amount_cents: number;
  readonly reason: string;
  readonly deadline: string | null;
};

export function workItemsDocument(rows: readonly WorkItemRow[]): string {
  return canonicalRows(rows.toSorted(byKey((row) => [row.practice, row.id])));
}

/** An object of files.json. */
export type FileRow = {
  readonly practice: string;
  readonly key: string;
  readonly arrived: string;
  readonly sha256: string;
  readonly kind: string;
  readonly status: 'done' | 'quarantined' | 'duplicate';
  readonly rows: number;
  readonly posted: number;
  readonly held: number;
  readonly rejected: number;
  readonly issues: readonly Issue[];
};

export function filesDocument(rows: readonly FileRow[]): string {
  return canonicalRows(rows.toSorted(byKey((row) => [row.practice, row.key, row.sha256])));
}
