/** Every KPI, in the order in which a manager reads them. Those without data yet are absent. */
import { answerKpis } from './answer-kpis.ts';
import { balanceKpis } from './balance-kpis.ts';
import type { Kpi } from './kpi.ts';
import { moneyKpis } from './money-kpis.ts';
import { paceKpis } from './pace-kpis.ts';
import { visitKpis } from './visit-kpis.ts';

export const kpis: readonly Kpi[] = [
  ...answerKpis,
  ...moneyKpis,
  ...balanceKpis,
  ...visitKpis,
  ...paceKpis,
];

export function kpiOf(id: string): Kpi {
  const kpi = kpis.find((row) => row.id === id);
  if (kpi === undefined) throw new Error('no such KPI');
  return kpi;
}
