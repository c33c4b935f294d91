/** Says in words what an 835 pays, claim by claim. */
import type {
  Adjustment,
  ClaimPayment,
  PaymentHeader,
  PaymentSummary,
  ProviderAdjustment,
} from '../shared/remittance/remittance.ts';
import { balanceInWords, ownBalance } from './balance-in-words.ts';
import type { Show } from './masked.ts';
import type { PaymentIn } from './payments-in.ts';
import { codeInWords, counted, dollars, methodInWords, statusInWords } from './words.ts';

export function describePayment({ claims, header, summary }: PaymentIn, show: Show): string[] {
  const unshown = (summary?.claimCount ?? 0) - claims.length;
  return [
    headLine(header, show),
    ...claims.flatMap((claim) => claimLines(claim, show)),
    ...(unshown > 0 ? [`and ${counted(unshown, 'more claim')}`] : []),
    ...(summary?.providerAdjustments ?? []).map((row) => providerLine(row, show)),
    ...(summary === null ? [] : [sumLine(summary)]),
  ];
}

function headLine(header: PaymentHeader, show: Show): string {
  const { checkDate, details, method, paidCents, payeeIds, trace } = header;
  const when = checkDate === null ? 'on an unreadable day' : `on ${checkDate}`;
  const payer = show(details?.payerName ?? '');
  const way = `from ${payer} to ${show(payeeIds[0] ?? '')}, trace ${show(trace)}`;
  return `${dollars(paidCents)} ${methodInWords(method)} ${when}, ${way}`;
}

function claimLines(claim: ClaimPayment, show: Show): string[] {
  const { adjustments, balance, chargeCents, lines, ordinal, paidCents, patientCents } = claim;
  const money = `charged ${dollars(chargeCents)}, paid ${dollars(paidCents)}, patient ${dollars(patientCents)}`;
  const all = [...adjustments, ...lines.flatMap((line) => line.adjustments)];
  const id = show(claim.patientControlNumber);
  const status = statusInWords(claim.status);
  const wrong = balance.outcome === 'balanced' ? [] : [`  ${balanceInWords(balance)}`];
  return [
    `claim ${ordinal} ${id}: ${status}; ${money}; ${counted(lines.length, 'line')}${adjustmentsInWords(all)}`,
    ...wrong,
  ];
}

function adjustmentsInWords(adjustments: readonly Adjustment[]): string {
  const told = adjustments.map(
    (row) => `${codeInWords(row.group)}-${codeInWords(row.carc)} ${dollars(row.amountCents)}`,
  );
  return told.length === 0 ? '' : `; ${told.join(', ')}`;
}

function providerLine({ amountCents, code, reference }: ProviderAdjustment, show: Show): string {
  const effect = amountCents > 0 ? 'less' : 'more';
  const money = dollars(amountCents).replace('-', '');
  const about = reference === '' ? '' : `, reference ${show(reference)}`;
  return `provider adjustment ${codeInWords(code)}: ${money} ${effect}${about}`;
}

function sumLine(summary: PaymentSummary): string {
  const { claimCount, claimsPaidCents, header } = summary;
  const claims = `${counted(claimCount, 'claim')} paid ${dollars(claimsPaidCents)}`;
  return `${claims}; payment ${dollars(header.paidCents)}: ${sumInWords(summary)}`;
}

/** Of its claims the first that does not balance, and the payment itself. */
function sumInWords(summary: PaymentSummary): string {
  const { balance } = summary;
  const own = ownBalance(summary);
  const also = balance.outcome === 'unbalanced' && balance.level !== 'transaction';
  const told = also && own.outcome === 'unbalanced' ? [balance, own] : [balance];
  return told.map(balanceInWords).join('; ');
}
