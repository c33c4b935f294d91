/** Every payment of a file with its first claims, and what is wrong with the file. */
import type { Balance } from '../shared/remittance/balance.ts';
import type { PaymentEvent } from '../shared/remittance/payment-reading.ts';
import { readPaymentBatches } from '../shared/remittance/read.ts';
import type {
  ClaimPayment,
  PaymentHeader,
  PaymentSummary,
} from '../shared/remittance/remittance.ts';
import type { Issue } from '../shared/values/issue.ts';
import { strayAcknowledgment } from '../shared/x12/envelope.ts';
import type { Source } from './source.ts';

export type PaymentIn = {
  readonly header: PaymentHeader;
  readonly claims: ClaimPayment[];
  /** Claims that do not balance, the first of them, and how many there are. */
  readonly unbalanced: Balance[];
  unbalancedCount: number;
  summary: PaymentSummary | null;
};

const mostUnbalanced = 20;

export type PaymentsIn = { readonly payments: PaymentIn[]; readonly findings: Issue[] };

export async function paymentsIn(source: Source, mostClaims: number): Promise<PaymentsIn> {
  const found: PaymentsIn = { payments: [], findings: [] };
  for await (const events of readPaymentBatches(source.chunks())) {
    for (const event of events) take(found, event, mostClaims);
  }
  return found;
}

function take({ findings, payments }: PaymentsIn, event: PaymentEvent, mostClaims: number): void {
  const payment = payments.at(-1);
  switch (event.kind) {
    case 'finding':
      if (!isOtherSet(event.issue)) findings.push(event.issue);
      return;
    case 'payment':
      payments.push(begun(event.header));
      return;
    case 'claim':
      if (payment) takeClaim(payment, event.claim, mostClaims);
      return;
    case 'end':
      if (payment) payment.summary = event.summary;
  }
}

function begun(header: PaymentHeader): PaymentIn {
  return { header, claims: [], unbalanced: [], unbalancedCount: 0, summary: null };
}

function takeClaim(payment: PaymentIn, claim: ClaimPayment, mostClaims: number): void {
  if (payment.claims.length < mostClaims) payment.claims.push(claim);
  if (claim.balance.outcome !== 'unbalanced') return;
  payment.unbalancedCount += 1;
  if (payment.unbalanced.length < mostUnbalanced) payment.unbalanced.push(claim.balance);
}

/** That a set is no 835, or a TA1 no set, is nothing wrong here. */
function isOtherSet({ code }: Issue): boolean {
  return code === 'transaction-not-835' || code === strayAcknowledgment;
}
