/** Writes on a claim's parts that several steps share. */
import { arPatient, isInsurerAr } from '../ledger/accounts.ts';
import type { Adjudication } from '../ledger/adjudication.ts';
import type { Entry } from '../ledger/entry.ts';
import { sumOf } from '../values/money.ts';
import { claimKey } from './keys.ts';
import type { Action } from './ports.ts';

/**
 * What an entry does to the claim's header; it needs the claim, and additions commute. The count tells a
 * reader of the claim's index whether it has heard of all: sums alone are the same without two that cancel.
 */
export function balanceAction(
  entry: Entry,
  facts: Adjudication | null = null,
  entries = 1,
): Action {
  if (entry.claimId === null) throw new Error('an entry without a claim has no balance');
  const insurer = entry.postings.filter((row) => isInsurerAr(row.account));
  const patient = entry.postings.filter((row) => row.account === arPatient);
  return {
    kind: 'add',
    store: 'claims',
    key: claimKey(entry.practice, entry.claimId, 'balance'),
    amounts: {
      insurerCents: sumOf(insurer, (row) => row.amountCents),
      patientCents: sumOf(patient, (row) => row.amountCents),
      entries,
      ...(facts === null ? {} : { answers: 1 }),
    },
  };
}
