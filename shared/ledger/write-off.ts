/** A write-off: AR against the contra account of its reason. Only a person's decision makes one. */
import type { Claim } from '../claim/claim.ts';
import { carcRow, carcRows } from '../denial/carc-map.ts';
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

/** Why a denial may be given up: its category. Whatever else a person writes is `OTHER`, never an account. */
export const denialReasons: ReadonlySet<string> = new Set(
  carcRows().flatMap((row) => (row.class === 'DENIAL' ? [codeOf(row.category)] : [])),
);

/** `timely filing` → `TIMELY_FILING`, as the tables write their codes. */
function codeOf(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

function contraOf(reason: string): Account {
  const code = codeOf(reason);
  const known = writeOffReasons.find((row) => row === code);
  if (known) return writeOff(known);
  return denialWriteOff(denialReasons.has(code) ? code : (categoryOf(code) ?? 'OTHER'));
}

/** Of a denial's own code, as in `CO-50`, `denied-50` or `50`. */
function categoryOf(code: string): string | null {
  const [, carc = ''] = /^(?:(?:CO|PR|OA|PI|CARC|DENIED)_)?([A-Z]?\d{1,3})$/.exec(code) ?? [];
  const row = carcRow(carc);
  return row?.class === 'DENIAL' ? codeOf(row.category) : null;
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
  const forgives = patientReasons.includes(codeOf(reason)) && balanceOf(arPatient) > 0;
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
