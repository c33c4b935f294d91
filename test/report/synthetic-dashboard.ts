/** The dashboard of the synthetic clinic at its year's end. */
import { agingRows } from '../../shared/kpi/aging.ts';
import { computeKpis } from '../../shared/kpi/compute.ts';
import { flowsOf, newFlowTally, tallyFlows } from '../../shared/kpi/flows.ts';
import type { DashboardInput } from '../../shared/report/dashboard.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { practice } from '../kpi/claim-stories.ts';
import {
  payerNames,
  syntheticRemittances,
  syntheticWork,
  syntheticYear,
} from '../kpi/synthetic-year.ts';

export function syntheticDashboard(claimCount: number): DashboardInput {
  const asOf = calendarDate('2026-12-31');
  const claims = syntheticYear(claimCount);
  const workItems = syntheticWork(claims);
  const flows = newFlowTally(asOf);
  for (const facts of claims) tallyFlows(flows, facts);
  return {
    asOf,
    practices: [{ id: practice, name: 'Riverbend Test Clinic' }],
    payerNames,
    rules: new Map([['C09', { title: 'A service that needs a prior authorization has one' }]]),
    kpis: computeKpis({ asOf, claims, remittances: syntheticRemittances(300), workItems }),
    aging: agingRows(claims, asOf),
    flows: flowsOf(flows),
    workItems,
  };
}
