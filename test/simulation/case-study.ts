/** One run of the sample clinic with some of its measures, and the figures of its last months. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { run } from '../../infra/local/run.ts';
import { type ClinicOptions, sampleClinicOptions } from '../../shared/simulation/clinic-options.ts';

export type CaseFigures = {
  /** Of first adjudications dated in the last months. */
  readonly denialRate: number;
  readonly daysToPay: number;
  /** Of visits of the measured months. */
  readonly netCollection: number;
  /** At the end. */
  readonly daysInAr: number;
  readonly violations: number;
};

const kpiRows = z.array(
  z.object({
    id: z.string(),
    practice: z.string(),
    payer: z.string(),
    month: z.string(),
    numerator: z.nullable(z.number()),
    denominator: z.nullable(z.number()),
    value: z.nullable(z.number()),
  }),
);

export type Months = {
  /** Whose answers are measured, and whose visits. */
  readonly answered: readonly string[];
  readonly visited: readonly string[];
};

export async function playCase(
  changes: Partial<ClinicOptions>,
  months: Months,
): Promise<CaseFigures> {
  const clinic = { ...sampleClinicOptions, ...changes };
  const out = await mkdtemp(join(tmpdir(), 'claimline-case-'));
  try {
    const options = { inbox: null, out, asOf: clinic.to, settle: true, watch: false };
    const result = await run(options, () => {}, clinic);
    if (result.kind === 'unusable') throw new Error(result.why);
    const rows = kpiRows.parse(JSON.parse(await readFile(join(out, 'kpis.json'), 'utf8')));
    const own = rows.filter((row) => row.practice === clinic.practice && row.payer === '*');
    const over = (id: string, of: readonly string[]) =>
      ratio(own.filter((row) => row.id === id && of.includes(row.month)));
    return {
      denialRate: over('denial-rate', months.answered),
      daysToPay: over('days-to-pay', months.answered),
      netCollection: over('net-collection-rate', months.visited),
      daysInAr: own.filter((row) => row.id === 'days-in-ar').at(-1)?.value ?? Number.NaN,
      violations: result.violations.length,
    };
  } finally {
    await rm(out, { recursive: true });
  }
}

function ratio(rows: readonly { numerator: number | null; denominator: number | null }[]): number {
  const total = (of: (row: (typeof rows)[number]) => number | null) =>
    rows.reduce((sum, row) => sum + (of(row) ?? 0), 0);
  return total((row) => row.numerator) / total((row) => row.denominator);
}
