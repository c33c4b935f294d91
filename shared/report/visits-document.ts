/** visits.json: what is known of each visit's coverage and authorization, without naming its patient. */
import type { Coverage } from '../coverage/coverage.ts';
import type { VisitFacts } from '../kpi/kpi.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PayerId, PracticeId, VisitId } from '../values/ids.ts';
import { byKey, canonicalRows } from './canonical-json.ts';

export type VisitRow = Pick<VisitFacts, 'authorization' | 'verification'> & {
  readonly practice: PracticeId;
  readonly visitId: VisitId;
  readonly appointmentId: string;
  readonly payerId: PayerId;
  readonly visitOn: CalendarDate;
  readonly status: string;
  readonly askedOn: CalendarDate | null;
  readonly answeredOn: CalendarDate | null;
  readonly coverage: Coverage | null;
  readonly authorizedOn: CalendarDate | null;
};

export function visitsDocument(rows: readonly VisitRow[]): string {
  const objects = rows.map(visitObject);
  return canonicalRows(objects.sort(byKey((row) => [row.practice, row.visit_id])));
}

function visitObject(row: VisitRow) {
  const { coverage } = row;
  return {
    practice: row.practice,
    visit_id: row.visitId,
    appointment_id: row.appointmentId,
    payer_id: row.payerId,
    visit_on: row.visitOn,
    status: row.status,
    asked_on: row.askedOn,
    answered_on: row.answeredOn,
    coverage: coverage?.standing ?? null,
    problems: coverage?.problems.map(({ problem }) => problem) ?? [],
    plan_from: coverage?.planFrom ?? null,
    plan_to: coverage?.planTo ?? null,
    deductible_left_cents: coverage?.deductibleLeftCents ?? null,
    out_of_pocket_left_cents: coverage?.outOfPocketLeftCents ?? null,
    copay_cents: coverage?.copayCents ?? null,
    qmb: coverage?.qmb ?? null,
    verification: row.verification,
    authorization: row.authorization,
    authorized_on: row.authorizedOn,
  };
}
