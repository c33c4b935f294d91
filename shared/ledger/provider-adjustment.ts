/** Provider level adjustments (PLB): money of a payment that belongs to no claim. */
import type { ProviderAdjustment } from '../remittance/remittance.ts';
import type { PayerId } from '../values/ids.ts';
import { negate } from '../values/money.ts';
import {
  type Account,
  capitationIncome,
  interestIncome,
  providerAdjustment,
  recoupment,
  remitClearing,
} from './accounts.ts';
import type { Posting } from './entry.ts';

/** WO and 72 are recoupments, L6 interest, CT capitation, FB a balance carried forward; others wait under their code, if it has a code's form. */
function accountOf(code: string, payer: PayerId): Account {
  switch (code) {
    case 'WO':
    case '72':
      return recoupment(payer);
    case 'L6':
      return interestIncome;
    case 'CT':
      return capitationIncome;
    default:
      return providerAdjustment(/^[A-Z0-9]{2}$/.test(code) ? code : 'OTHER');
  }
}

/** Positive reduced the payment, negative increased it (RFI 2184). */
export function providerAdjustmentPostings(
  adjustment: ProviderAdjustment,
  payer: PayerId,
): readonly Posting[] {
  const { code, amountCents } = adjustment;
  return [
    { line: 0, account: accountOf(code, payer), amountCents },
    { line: 0, account: remitClearing, amountCents: negate(amountCents) },
  ];
}

const understood: readonly string[] = ['WO', '72', 'FB', 'L6', 'CT'];

/** Why a person must look at it, null when the books say all. */
export function providerAdjustmentReason(adjustment: ProviderAdjustment): string | null {
  if (!understood.includes(adjustment.code)) return 'provider-adjustment-unknown';
  const takenBack = adjustment.code === 'WO' && adjustment.amountCents > 0;
  return takenBack ? 'recoupment-without-reversal' : null;
}
