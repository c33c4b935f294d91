/** One run of the sample clinic with some of its measures, and the figures of its last months. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { run } from '../../infra/local/run.ts';
import { type ClinicOptions, sampleClinicOptions } from '../../shared/simulation/clinic-options.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';

export type CaseFigures = {
  /** Of first adjudications dated in the last months. */
  readonly denialRate: number;
  readonly daysToPay: number;
  /** Of visits of the measured months. */
  readonly netCollection: number;
  /** At the end. */
  readonly daysInAr: number;
  /** Of all that was charged, what insurers still owe at the end. */
  readonly openShare: number;
  /** Of visits that are ever charged in the run. */
  readonly chargedCents: number;
  readonly chargedInTime: number;
  /** Work items that are past due at the end. */
  readonly pastDue: number;
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

const claimRows = z.array(
  z.object({ charge_cents: z.number(), insurance_ar_cents: z.number(), state: z.string() }),
);

const itemRows = z.array(z.object({ escalated_to: z.nullable(z.string()), state: z.string() }));

export type Months = {
  /** Whose answers are measured, and whose visits. */
  readonly answered: readonly string[];
  readonly visited: readonly string[];
  /** The last day of the run; by default that of the clinic. */
  readonly asOf?: CalendarDate;
};

export async function playCase(
  changes: Partial<ClinicOptions>,
  months: Months,
): Promise<CaseFigures> {
  const clinic = { ...sampleClinicOptions, ...changes };
  const out = await mkdtemp(join(tmpdir(), 'claimline-case-'));
  try {
    const options = {
      inbox: null,
      out,
      asOf: months.asOf ?? clinic.to,
      settle: true,
      watch: false,
    };
    const result = await run(options, () => {}, clinic);
    if (result.kind === 'unusable') throw new Error(result.why);
    const read = async (name: string): Promise<unknown> =>
      JSON.parse(await readFile(join(out, name), 'utf8'));
    const rows = kpiRows.parse(await read('kpis.json'));
    const claims = claimRows.parse(await read('claims.json'));
    const items = itemRows.parse(await read('work-items.json'));
    const own = rows.filter((row) => row.practice === clinic.practice && row.payer === '*');
    const over = (id: string, of: readonly string[]) =>
      ratio(own.filter((row) => row.id === id && of.includes(row.month)));
    return {
      denialRate: over('denial-rate', months.answered),
      daysToPay: over('days-to-pay', months.answered),
      netCollection: over('net-collection-rate', months.visited),
      daysInAr: own.filter((row) => row.id === 'days-in-ar').at(-1)?.value ?? Number.NaN,
      openShare: openShareOf(claims),
      chargedCents: chargedOf(claims),
      chargedInTime: over('charge-lag-24h-rate', months.visited),
      pastDue: items.filter((row) => row.state === 'open' && row.escalated_to !== null).length,
      violations: result.violations.length,
    };
  } finally {
    await rm(out, { recursive: true });
  }
}

type Claims = z.infer<typeof claimRows>;

function openShareOf(claims: Claims): number {
  return claims.reduce((sum, row) => sum + row.insurance_ar_cents, 0) / chargedOf(claims);
}

function chargedOf(claims: Claims): number {
  const charged = claims.filter((row) => row.state !== 'voided');
  return charged.reduce((sum, row) => sum + row.charge_cents, 0);
}

function ratio(rows: readonly { numerator: number | null; denominator: number | null }[]): number {
  const total = (of: (row: (typeof rows)[number]) => number | null) =>
    rows.reduce((sum, row) => sum + (of(row) ?? 0), 0);
  return total((row) => row.numerator) / total((row) => row.denominator);
}
