/** Reads an ST's head (BPR, TRN, loops 1000A and 1000B) and its PLBs, and sums it up at its end. */
import { type Issue, issue } from '../values/issue.ts';
import { type Cents, zero } from '../values/money.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import type { Segment } from '../x12/segment.ts';
import {
  amount,
  date,
  isEmpty,
  keep,
  parts,
  reads,
  type SegmentView,
  tagOf,
  text,
} from '../x12/segment-view.ts';
import {
  type Balance,
  balanced,
  balanceTransaction,
  notEvaluable,
  plus,
  worse,
} from './balance.ts';
import { type BodyHash, endBodyHash, startBodyHash } from './body-hash.ts';
import { type Draft, note } from './claim-reading.ts';
import type {
  ClaimTotal,
  PaymentDetails,
  PaymentHeader,
  PaymentSummary,
  ProviderAdjustment,
} from './remittance.ts';

export type OpenPayment = {
  readonly header: Omit<Draft<PaymentHeader>, 'details'> & {
    readonly details: Draft<PaymentDetails>;
  };
  /** Whether the head is read and told. */
  announced: boolean;
  /** N101 of the loop that is open. */
  party: string;
  claimCount: number;
  claimsPaid: Cents | null;
  adjusted: Cents | null;
  readonly providerAdjustments: ProviderAdjustment[];
  balance: Balance;
  readonly findings: Issue[];
  readonly body: BodyHash;
  readonly delimiters: Delimiters;
  /** Segments between the claims: TS2, TS3 and what stands in no place. */
  readonly other: Segment[];
};

const mostOthers = 1000;

export type Numbers = Pick<
  PaymentDetails,
  'interchangeNumber' | 'groupNumber' | 'transactionNumber' | 'version'
>;

export function openPayment(
  ordinal: number,
  numbers: Numbers,
  delimiters: Delimiters,
): OpenPayment {
  return {
    header: {
      ordinal,
      handling: '',
      paidCents: null,
      method: '',
      checkDate: null,
      trace: '',
      originator: '',
      payerIds: [],
      payeeIds: [],
      details: { ...numbers, producedOn: null, payerName: '', other: [] },
    },
    announced: false,
    party: '',
    claimCount: 0,
    claimsPaid: zero,
    adjusted: zero,
    providerAdjustments: [],
    balance: balanced,
    findings: [],
    body: startBodyHash('835', delimiters),
    delimiters,
    other: [],
  };
}

type Handler = (payment: OpenPayment, view: SegmentView) => void;

const handlers: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [tagOf('BPR'), readAmountPaid],
  [tagOf('TRN'), readTrace],
  [tagOf('DTM'), readDate],
  [tagOf('N1'), readParty],
  [tagOf('N3'), () => undefined],
  [tagOf('N4'), () => undefined],
  [tagOf('PER'), () => undefined],
  [tagOf('REF'), readReference],
]);

/** Takes a segment between the ST and its first claim. */
export function readHeadSegment(payment: OpenPayment, view: SegmentView): void {
  const handler = handlers.get(view.tag);
  if (handler !== undefined) handler(payment, view);
  else payment.header.details.other.push(keep(view));
}

/** Up to six pairs of code and amount. */
export function readProviderAdjustments(payment: OpenPayment, view: SegmentView): void {
  const providerId = text(view, 1);
  for (let n = 3; n <= view.last; n += 2) {
    if (isEmpty(view, n) && isEmpty(view, n + 1)) continue;
    const amountCents = amount(view, n + 1);
    const [code = '', reference = ''] = parts(view, n);
    payment.adjusted = plus(payment.adjusted, amountCents);
    if (amountCents !== null) {
      payment.providerAdjustments.push({ code, reference, amountCents, providerId });
    } else {
      const place = `PLB${String(n + 1).padStart(2, '0')}`;
      note(payment.findings, issue('amount-unreadable', 'warning', null, place));
    }
  }
}

/** Keeps a segment that belongs to no claim; a hostile file can not fill the memory with them. */
export function keepOther(payment: OpenPayment, view: SegmentView): void {
  const says = view.tag !== tagOf('LX');
  if (says && payment.other.length < mostOthers) payment.other.push(keep(view));
}

export function countClaim(payment: OpenPayment, claim: ClaimTotal): void {
  payment.claimCount += 1;
  payment.claimsPaid = plus(payment.claimsPaid, claim.paidCents);
  payment.balance = worse(payment.balance, claim.balance);
}

/** Sums the ST up. Without its SE nobody knows what is missing, so its equation says nothing. */
export function closePayment(
  payment: OpenPayment,
  unreadable: string | null,
  complete: boolean,
): PaymentSummary {
  const { claimsPaid, header } = payment;
  const own = complete
    ? balanceTransaction(header.paidCents, claimsPaid, payment.adjusted)
    : notEvaluable;
  return {
    header,
    claimCount: payment.claimCount,
    claimsPaidCents: claimsPaid,
    unreadable: header.paidCents === null ? 'BPR02' : unreadable,
    providerAdjustments: payment.providerAdjustments,
    balance: worse(payment.balance, own),
    bodyHash: endBodyHash(payment.body),
    complete,
    findings: payment.findings,
    other: payment.other,
  };
}

function readAmountPaid(payment: OpenPayment, view: SegmentView): void {
  const { header } = payment;
  header.handling = text(view, 1);
  header.paidCents = amount(view, 2);
  header.method = text(view, 4);
  header.checkDate = date(view, 16);
  if (header.paidCents === null) {
    note(payment.findings, issue('amount-unreadable', 'error', null, 'BPR02'));
  } else if (header.paidCents < 0) {
    note(payment.findings, issue('payment-negative', 'warning', null, 'BPR02'));
  }
  if (header.checkDate === null) {
    note(payment.findings, issue('date-unreadable', 'error', null, 'BPR16'));
  }
}

function readTrace(payment: OpenPayment, view: SegmentView): void {
  payment.header.trace = text(view, 2);
  payment.header.originator = text(view, 3);
}

function readDate(payment: OpenPayment, view: SegmentView): void {
  const { details } = payment.header;
  if (reads(view, 1, '405')) details.producedOn = date(view, 2);
  else details.other.push(keep(view));
}

function readParty(payment: OpenPayment, view: SegmentView): void {
  const { header } = payment;
  payment.party = text(view, 1);
  const id = text(view, 4);
  if (payment.party === 'PR') header.details.payerName = text(view, 2);
  if (payment.party === 'PR' && id !== '') header.payerIds.push(id);
  if (payment.party === 'PE' && id !== '') header.payeeIds.push(id);
}

function readReference(payment: OpenPayment, view: SegmentView): void {
  const { header, party } = payment;
  if (party === 'PR' && reads(view, 1, '2U')) header.payerIds.push(text(view, 2));
  else if (party === 'PE' && reads(view, 1, 'TJ')) header.payeeIds.push(text(view, 2));
  else header.details.other.push(keep(view));
}
