/** Which services need a prior authorization: what the payers ask, and what the clinic has on file. */
import type { PayerId } from '../values/ids.ts';
import { samplePayers } from './sample-payers.ts';

type Requirement = { readonly payerId: PayerId; readonly procedure: string };

const imaging = ['73721', '72148', '70551', '93306'] as const;

/** What the payers really ask. */
export const authorizationsAsked: readonly Requirement[] = samplePayers
  .filter((payer) => payer.claimFilingCode !== 'MB')
  .flatMap((payer) => imaging.map((procedure) => ({ payerId: payer.payerId, procedure })));

/** What the clinic knew before the intervention: magnetic resonance at two payers. */
const knownBefore = authorizationsAsked.filter(
  (row) => row.procedure !== '93306' && ['60003', '60004'].includes(row.payerId),
);

/** The rows of auth_required.csv before or after the intervention. */
export function authorizationsKnown(afterIntervention: boolean): readonly Requirement[] {
  return afterIntervention ? authorizationsAsked : knownBefore;
}

export function isAsked(
  rules: readonly Requirement[],
  payerId: string,
  procedures: readonly string[],
): boolean {
  return rules.some((row) => row.payerId === payerId && procedures.includes(row.procedure));
}
