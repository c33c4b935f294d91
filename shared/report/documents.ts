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
import type { PracticeId } from '../values/ids.ts';
import type { Issue } from '../values/issue.ts';
import type { WorkItem } from '../work/item.ts';
import { byKey, canonicalJson, canonicalRows } from './canonical-json.ts';

export function claimsDocument(claims: Iterable<ClaimFacts>): string {
  const rows = [...claims].map(claimRow);
  return canonicalRows(rows.sort(byKey((row) => [row.practice, row.claim_id])));
}

/** An encounter's object in claims.json. */
function claimRow(facts: ClaimFacts) {
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

/** An item with the practice that it belongs to. */
export type PracticeWork = WorkItem & { readonly practice: PracticeId };

export function workItemsDocument(items: readonly PracticeWork[]): string {
  return canonicalRows(items.map(workItemRow).sort(byKey((row) => [row.practice, row.id])));
}

/** An item's object in work-items.json. */
function workItemRow(item: PracticeWork) {
  return {
    practice: item.practice,
    id: item.itemId,
    queue: item.queue,
    category: item.category,
    claim_id: item.claimId,
    owner: item.owner,
    team: item.team,
    opened_on: item.openedOn,
    due_on: item.dueOn,
    closed_on: item.closedOn,
    escalated_to: item.escalatedTo,
    state: item.state,
    amount_cents: item.amountCents,
    reason: item.reason,
    deadline: item.deadline,
  };
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
