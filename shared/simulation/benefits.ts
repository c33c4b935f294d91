/** The patient's share of what is allowed: copay, deductible and coinsurance of the plan. */
import type { CalendarDate } from '../values/dates.ts';
import { add, type Cents, cents, min, subtract, sumOf, zero } from '../values/money.ts';
import type { Answer, AnswerAdjustment } from './answer.ts';
import { chanceOf } from './chance.ts';
import { percentOf } from './fee-schedule.ts';
import type { MemberDirectory } from './member-directory.ts';
import type { PayerNotebook } from './payer-memory.ts';
import type { SamplePayer } from './sample-payers.ts';
import type { SentLine } from './sent-claim.ts';

/** Plans pay prevention in full. */
const prevention = /^(9939[1-7]|G043[89]|G0444|96127|90471|90472|90686|G0008)$/;
const visit = /^99(20[2-5]|21[2-5])$/;

export type Benefit = {
  readonly notebook: PayerNotebook;
  readonly plan: SamplePayer;
  readonly memberId: string;
  readonly seed: number;
};

/** In percent of the year's deductible: what members had met elsewhere before they came. */
const metElsewhere = [
  { share: 60, percent: 100 },
  { share: 25, percent: 70 },
  { share: 15, percent: 0 },
] as const;

/** Deductibles are counted when a claim is decided, in the order of receipt. */
export function patientShare(
  benefit: Benefit,
  line: SentLine,
  allowed: Cents,
): readonly AnswerAdjustment[] {
  if (prevention.test(line.procedure)) return [];
  const copay = visit.test(line.procedure) ? min(allowed, cents(benefit.plan.copayCents)) : zero;
  const deductible = takeDeductible(benefit, line, subtract(allowed, copay));
  const rest = subtract(subtract(allowed, copay), deductible);
  const coinsurance = cents(percentOf(rest, benefit.plan.coinsurancePercent));
  return [patient('1', deductible), patient('2', coinsurance), patient('3', copay)];
}

function takeDeductible(benefit: Benefit, line: SentLine, open: Cents): Cents {
  const { notebook, plan } = benefit;
  if (plan.deductibleCents === 0 || open === 0) return zero;
  const left = deductibleLeft(benefit, line.serviceDate);
  const taken = min(open, left);
  const metCents = add(subtract(cents(plan.deductibleCents), left), taken);
  const key = deductibleKey(benefit, line.serviceDate);
  if (taken !== 0) notebook.put(key, { kind: 'deductible', metCents });
  return taken;
}

/** What is left of the deductible of the date's year. */
export function deductibleLeft(
  benefit: Omit<Benefit, 'notebook'> & { readonly notebook: Pick<PayerNotebook, 'get'> },
  date: CalendarDate,
): Cents {
  const row = benefit.notebook.get(deductibleKey(benefit, date));
  const met = row?.kind === 'deductible' ? row.metCents : metBefore(benefit);
  return subtract(cents(benefit.plan.deductibleCents), met);
}

function deductibleKey({ memberId, plan }: Omit<Benefit, 'notebook' | 'seed'>, date: string) {
  return `deductible/${plan.payerId}/${memberId}/${date.slice(0, 4)}`;
}

/** What a replaced answer took of a deductible is open again. */
export function giveBackDeductible(
  {
    members,
    notebook,
    plan,
  }: Pick<Benefit, 'notebook' | 'plan'> & { readonly members: MemberDirectory },
  { lines, patient: { memberId: shown } }: Answer,
): void {
  const memberId = members.find(plan.payerId, shown)?.memberId ?? shown;
  for (const line of lines) {
    const shares = line.adjustments.filter((row) => row.group === 'PR' && row.carc === '1');
    const taken = sumOf(shares, (row) => row.amountCents);
    const key = deductibleKey({ memberId, plan }, line.serviceDate);
    const row = notebook.get(key);
    if (taken === 0 || row?.kind !== 'deductible') continue;
    notebook.put(key, { kind: 'deductible', metCents: subtract(row.metCents, taken) });
  }
}

function metBefore({ plan, memberId, seed }: Omit<Benefit, 'notebook'>): Cents {
  const { percent } = chanceOf(seed, 'deductible', memberId).weighted(metElsewhere);
  return cents(percentOf(plan.deductibleCents, percent));
}

function patient(carc: string, amountCents: Cents): AnswerAdjustment {
  return { group: 'PR', carc, amountCents };
}
