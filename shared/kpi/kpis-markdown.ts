/** docs/kpis.md, printed from the definitions so that the two never differ. */
import { kpis } from './definitions.ts';
import type { Kpi, KpiUnit } from './kpi.ts';

export function kpisMarkdown(): string {
  return `${[preface, overview(), ...kpis.map(chapter)].join('\n\n')}\n`;
}

const preface = `# KPIs

Printed from \`shared/kpi/definitions.ts\` by \`kpisMarkdown()\`; a test says when this page is stale.

## How to read them

- A row of \`kpis.json\` is one KPI, practice (\`*\`: all), primary payer (\`*\`: all) and month. \`drill/\` lists the claims of its numerator and denominator.
- KPIs of a cohort (claims scrubbed, sent, answered or served in a month) use all that is known up to the as-of, so a month's value may still move. KPIs of a balance use the entries booked by the month's last day, or by the as-of in its month.
- The first answer is the primary payer's earliest check date, then remittance and place in it; never a reversal (22), a forward (23), an estimate (25) or a later payer.
- Denied is what the CARC map calls a denial, whatever the group. A claim that is all deductible was answered, but is not denied.
- Rates are fractions rounded half up to six decimals, days to two, money is integer cents. No value: the denominator is 0 or, for days in AR and DSO, fewer than 30 days have passed since the first charged service day (that day and the last one counted).
- A claim's money counts under its primary payer, patient payments too. Months of service go by the claim's first line.
- Sums and counts have the denominator 1. The numerator of a median is the sum of the values.`;

function overview(): string {
  const rows = kpis.map(
    (kpi) => `| [${kpi.id}](#${kpi.id}) | ${kpi.question} | ${kpi.unit} | ${targetText(kpi)} |`,
  );
  return ['| id | question | unit | target |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function chapter(kpi: Kpi): string {
  return `## ${kpi.id}

${kpi.question} Better ${kpi.better}; version ${kpi.version}; ${kpi.source}.

- numerator: ${kpi.numerator}
- denominator: ${kpi.denominator}
- month of: ${kpi.monthOf}
- target: ${targetText(kpi)}`;
}

function targetText({ target, unit }: Kpi): string {
  return target === null ? 'none' : `${target.op} ${shown(target.value, unit)}`;
}

function shown(value: number, unit: KpiUnit): string {
  return unit === 'rate' ? `${Number((value * 100).toFixed(2))} %` : String(value);
}
