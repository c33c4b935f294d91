/** The documents of a run, as text (docs/results.md). Rows come in any order and leave sorted, but for claims. */
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
import { byKey, canonicalRows } from './canonical-json.ts';

/** An encounter's object in claims.json as text. Written in the order of its keys: there are many of them. */
export function claimText(facts: ClaimFacts): string {
  const scrub = facts.scrub
    .map(({ outcome, rule }) => ({ outcome, rule }))
    .sort(byKey((row) => [row.rule]));
  return JSON.stringify({
    adjudicated_on: firstAdjudication(facts)?.checkDate ?? null,
    adjustments_cents: adjustmentsCents(facts),
    allowed_cents: allowedCents(facts),
    charge_cents: facts.chargeCents,
    claim_id: facts.claimId,
    credit_cents: creditCents(facts),
    denied_cents: deniedOpenCents(facts),
    encounter_id: facts.encounterId,
    expected_cents: expectedCents(facts),
    insurance_ar_cents: insuranceArCents(facts),
    paid_insurance_cents: paidInsuranceCents(facts),
    paid_patient_cents: paidPatientCents(facts),
    patient_ar_cents: patientArCents(facts),
    patient_control_number: facts.claimId,
    payer_id: facts.payerId,
    practice: facts.practice,
    scrub,
    service_date: facts.serviceDate,
    state: facts.state,
    submitted_on: facts.submittedOn,
    versions: facts.versions,
  });
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

/** The claims of one KPI row, in the order of its keys. */
export function drillDocument(drill: Drill): string {
  const { denominator, id, month, numerator, payer, practice } = drill;
  return `${JSON.stringify({ denominator, id, month, numerator, payer, practice })}\n`;
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
