/** Why Medicare pays second: SBR05, which it wants whenever it is not the first payer. */
import { addYears, type CalendarDate } from '../values/dates.ts';
import type { BillableClaim } from './claim-batch.ts';

/** Claim filing codes (SBR09) of Medicare Part A and B. */
const medicare: readonly string[] = ['MA', 'MB'];

/** By the first payer's claim filing code. */
const byFirstPayer: Readonly<Record<string, string>> = {
  AM: '14', // no-fault and automobile medical
  FI: '42', // another federal program: Veterans Affairs
  LM: '47', // liability
  VA: '42', // Veterans Affairs
  WC: '15', // workers' compensation
};

const workingAged = '12';
const disabled = '43';
const agedFrom = 65;

/**
 * Empty for any other payer. A group plan pays first for the working aged and, under 65, for the disabled; that
 * it does so for kidney disease (13) no encounter tells.
 */
export function medicareSecondCode({ claim, first, payer }: BillableClaim): string {
  if (first === undefined || !medicare.includes(payer.claimFilingCode)) return '';
  const known = byFirstPayer[first.payer.claimFilingCode];
  if (known !== undefined) return known;
  const { lines, patient } = claim.encounter;
  const served = lines.map((line) => line.serviceDate).sort()[0];
  return isAged(patient.birthDate, served) ? workingAged : disabled;
}

function isAged(born: CalendarDate | null, on: CalendarDate | undefined): boolean {
  return born === null || on === undefined || addYears(born, agedFrom) <= on;
}
