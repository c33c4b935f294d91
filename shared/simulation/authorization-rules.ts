/** Which services need a prior authorization: what the payers ask, and what the clinic has on file. */
import type { PayerId } from '../values/ids.ts';
import { sampleManners } from './payer-manners.ts';

type Requirement = { readonly payerId: PayerId; readonly procedure: string };

/** Imaging. */
export const authorizedProcedures: readonly string[] = ['73721', '72148', '70551', '93306'];

/** What the payers really ask. */
export const authorizationsAsked: readonly Requirement[] = sampleManners
  .filter((manners) => manners.asksAuthorization)
  .flatMap(({ payerId }) => authorizedProcedures.map((procedure) => ({ payerId, procedure })));

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
