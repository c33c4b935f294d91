/** A write-off: AR against the contra account of its reason. Only a person's decision makes one. */
import type { Claim } from '../claim/claim.ts';
import { type Cents, negate } from '../values/money.ts';
import {
  type Account,
  arInsurer,
  arPatient,
  denialWriteOff,
  writeOff,
  writeOffReasons,
} from './accounts.ts';
import type { Posting } from './entry.ts';

/** Reasons that forgive the patient; every other one gives up on the insurer. */
const patientReasons: readonly string[] = ['BAD_DEBT', 'CHARITY', 'SMALL_BAL', 'PROMPT_PAY'];

/** `timely filing` → `TIMELY_FILING`: an account name holds letters, digits and `_`. */
function reasonCode(reason: string): string {
  const code = reason
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
  return code === '' ? 'UNSPECIFIED' : code;
}

function contraOf(reason: string): Account {
  const code = reasonCode(reason);
  const known = writeOffReasons.find((row) => row === code);
  return known ? writeOff(known) : denialWriteOff(code);
}

/**
 * The AR that gives way: the patient's for the patient's reasons when it is owed there, else the first
 * payer's that owes as much.
 */
export function writeOffAccount(
  claim: Claim,
  reason: string,
  amountCents: Cents,
  balanceOf: (account: Account) => Cents,
): Account {
  const { payerId, secondary } = claim.encounter;
  const forgives = patientReasons.includes(reasonCode(reason)) && balanceOf(arPatient) > 0;
  if (forgives) return arPatient;
  const primary = arInsurer(payerId, 1);
  const later = secondary ? [arInsurer(secondary.payerId, 2)] : [];
  return [primary, ...later].find((account) => balanceOf(account) >= amountCents) ?? primary;
}

export function writeOffPostings(
  ar: Account,
  reason: string,
  line: number,
  amountCents: Cents,
): readonly Posting[] {
  return [
    { line, account: contraOf(reason), amountCents },
    { line, account: ar, amountCents: negate(amountCents) },
  ];
}
