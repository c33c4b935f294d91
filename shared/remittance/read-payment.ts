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
  saysBeyond,
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
  /** Whether there was a BPR. */
  stated: boolean;
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
  /** Whether there were more of them than are kept. */
  overfull: boolean;
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
    stated: false,
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
    overfull: false,
  };
}

/** Answers whether its fields tell all that the segment says. */
type Handler = (payment: OpenPayment, view: SegmentView) => boolean;

const handlers: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [tagOf('BPR'), readAmountPaid],
  [tagOf('TRN'), readTrace],
  [tagOf('DTM'), readDate],
  [tagOf('N1'), readParty],
  [tagOf('REF'), readReference],
]);

/** Takes a segment between the ST and its first claim. */
export function readHeadSegment(payment: OpenPayment, view: SegmentView): void {
  const whole = handlers.get(view.tag)?.(payment, view) ?? false;
  keepIn(payment, payment.header.details.other, whole, view);
}

/** A hostile file can not fill the memory with segments. */
function keepIn(payment: OpenPayment, list: Segment[], whole: boolean, view: SegmentView): void {
  if (whole) return;
  if (list.length < mostOthers) list.push(keep(view));
  else if (!payment.overfull) {
    payment.overfull = true;
    note(payment.findings, issue('segments-not-kept', 'warning', view.ordinal));
  }
}

/** Up to six pairs of code and amount. */
export function readProviderAdjustments(payment: OpenPayment, view: SegmentView): void {
  const providerId = text(view, 1);
  const fiscalYearEnd = date(view, 2);
  const of = { providerId, ...(fiscalYearEnd && { fiscalYearEnd }) };
  let whole = fiscalYearEnd !== null && view.last > 2;
  for (let n = 3; n <= view.last; n += 2) {
    if (isEmpty(view, n) && isEmpty(view, n + 1)) continue;
    const amountCents = amount(view, n + 1);
    const [code = '', reference = '', ...more] = parts(view, n);
    payment.adjusted = plus(payment.adjusted, amountCents);
    whole &&= amountCents !== null && more.length === 0;
    if (amountCents !== null) {
      payment.providerAdjustments.push({ code, reference, amountCents, ...of });
    } else {
      const place = `PLB${String(n + 1).padStart(2, '0')}`;
      note(payment.findings, issue('amount-unreadable', 'warning', null, place));
    }
  }
  keepIn(payment, payment.other, whole, view);
}

/** Keeps a segment that belongs to no claim; an LX only counts. */
export function keepOther(payment: OpenPayment, view: SegmentView): void {
  keepIn(payment, payment.other, view.tag === lx && !saysBeyond(view, 1), view);
}

const lx = tagOf('LX');

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
  const { adjusted, claimsPaid, header } = payment;
  if (!payment.stated) noteUnreadable(payment);
  const own = complete ? balanceTransaction(header.paidCents, claimsPaid, adjusted) : notEvaluable;
  return {
    header,
    claimCount: payment.claimCount,
    claimsPaidCents: claimsPaid,
    unreadable: header.paidCents === null ? 'BPR02' : unreadable,
    providerAdjustments: payment.providerAdjustments,
    adjustedCents: adjusted,
    balance: worse(payment.balance, own),
    bodyHash: endBodyHash(payment.body),
    complete,
    findings: payment.findings,
    other: payment.other,
  };
}

/** Its bank accounts have no field. */
function readAmountPaid(payment: OpenPayment, view: SegmentView): boolean {
  const { header } = payment;
  payment.stated = true;
  header.handling = text(view, 1);
  header.paidCents = amount(view, 2);
  header.method = text(view, 4);
  header.checkDate = date(view, 16);
  if (header.paidCents !== null && header.paidCents < 0) {
    note(payment.findings, issue('payment-negative', 'warning', null, 'BPR02'));
  }
  noteUnreadable(payment);
  return false;
}

/** Without a BPR neither is there to be read. */
function noteUnreadable({ findings, header }: OpenPayment): void {
  if (header.paidCents === null) {
    note(findings, issue('amount-unreadable', 'error', null, 'BPR02'));
  }
  if (header.checkDate === null) note(findings, issue('date-unreadable', 'error', null, 'BPR16'));
}

function readTrace({ header }: OpenPayment, view: SegmentView): boolean {
  if (header.trace !== '' || header.originator !== '') return false;
  header.trace = text(view, 2);
  header.originator = text(view, 3);
  return reads(view, 1, '1') && !saysBeyond(view, 3);
}

function readDate({ header }: OpenPayment, view: SegmentView): boolean {
  const day = date(view, 2);
  if (!reads(view, 1, '405') || day === null || header.details.producedOn !== null) return false;
  header.details.producedOn = day;
  return !saysBeyond(view, 2);
}

/** What kind of id it is and, but for the first payer, whose name, has no field. */
function readParty(payment: OpenPayment, view: SegmentView): boolean {
  const { details, payeeIds, payerIds } = payment.header;
  payment.party = text(view, 1);
  const id = text(view, 4);
  if (payment.party === 'PE' && id !== '') payeeIds.push(id);
  if (payment.party !== 'PR') return false;
  if (id !== '') payerIds.push(id);
  if (details.payerName !== '') return false;
  details.payerName = text(view, 2);
  return isEmpty(view, 3) && !saysBeyond(view, 4);
}

function readReference({ header, party }: OpenPayment, view: SegmentView): boolean {
  if (party === 'PR' && reads(view, 1, '2U')) header.payerIds.push(text(view, 2));
  else if (party === 'PE' && reads(view, 1, 'TJ')) header.payeeIds.push(text(view, 2));
  else return false;
  return !saysBeyond(view, 2);
}
