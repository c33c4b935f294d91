/** What the denial desk finds in a day's mail: claims that were turned away, denied or paid below contract. */
import { readAcknowledgments } from '../acknowledgment/read.ts';
import { isRejecting } from '../acknowledgment/receipt.ts';
import { rowsOf } from '../acknowledgment/rows.ts';
import { readPayments } from '../remittance/read.ts';
import type { ClaimPayment, ServicePayment } from '../remittance/remittance.ts';
import { type Cents, cents, max, subtract, sumOf, zero } from '../values/money.ts';
import { sampleContracts } from './fee-schedule.ts';
import { contractFor, priceList } from './payer-price.ts';

/** What came on one day. */
export type Mail = {
  readonly remittances: readonly Uint8Array[];
  readonly acknowledgments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
};

/** A claim that somebody must do something about; plain JSON. */
export type Trouble = {
  readonly claimId: string;
  /** A CARC, `rejected`, `lost` where the payer has no such claim, or `short` of the contract. */
  readonly code: string;
  /** What is refused or missing. */
  readonly openCents: Cents;
};

/** `isNews` is asked once for each file or payment; a copy tells nothing. */
export async function* troublesIn(
  mail: Mail,
  isNews: (name: string) => boolean,
): AsyncGenerator<Trouble> {
  for (const { bytes, name } of mail.acknowledgments) if (isNews(name)) yield* rejectionsIn(bytes);
  for (const bytes of mail.remittances) yield* paymentTroubles(bytes, isNews);
}

function* rejectionsIn(bytes: Uint8Array): Generator<Trouble> {
  for (const row of readAcknowledgments(bytes).acknowledgments.flatMap(rowsOf)) {
    if (row.named.of !== 'claim') continue;
    const claimId = row.named.patientControlNumber;
    const rejects = row.statuses.some((status) => isRejecting(row.kind, status));
    if (rejects) yield { claimId, code: 'rejected', openCents: zero };
    const lost = row.kind === '277' && row.statuses.some(({ category }) => category === 'A4');
    if (lost) yield { claimId, code: 'lost', openCents: zero };
  }
}

/** What a reversal takes back is no news. */
async function* paymentTroubles(
  bytes: Uint8Array,
  isNews: (name: string) => boolean,
): AsyncGenerator<Trouble> {
  let payerId = '';
  let news = false;
  for await (const event of readPayments([bytes])) {
    if (event.kind === 'payment') {
      news = isNews(event.header.trace);
      payerId = event.header.payerIds[0] ?? '';
    }
    if (event.kind !== 'claim' || !news || event.claim.status === '22') continue;
    const trouble = troubleOf(event.claim, payerId);
    if (trouble !== null) yield trouble;
  }
}

/** Codes that are a denial when the group is CO; all others are prices, shares and sequestration. */
const denialCodes = '11 16 18 26 27 29 31 50 96 97 109 197 252'.split(' ');

function troubleOf(claim: ClaimPayment, payerId: string): Trouble | null {
  const claimId = claim.patientControlNumber;
  const denials = claim.lines.flatMap(denialsIn);
  const [first] = denials;
  if (first !== undefined) {
    return { claimId, code: first.carc, openCents: sumOf(denials, (row) => row.amountCents) };
  }
  const openCents = sumOf(claim.lines, (line) => missingOf(line, payerId));
  return openCents > tolerance ? { claimId, code: 'short', openCents } : null;
}

function denialsIn({ adjustments }: ServicePayment) {
  return adjustments.filter((row) => row.group === 'CO' && denialCodes.includes(row.carc));
}

/** Nobody writes letters about a dollar. */
const tolerance = 100;
const prices = priceList(sampleContracts());

/** What the contract allows beyond what the payer did. */
function missingOf(line: ServicePayment, payerId: string): Cents {
  const { chargeCents, serviceDate } = line;
  const billed = line.submittedProcedure ?? line.procedure;
  if (chargeCents === null || serviceDate === null) return zero;
  const expected = contractFor(prices, payerId, {
    procedure: billed.code,
    modifiers: billed.modifiers,
    units: Number(line.details?.originalUnits || line.paidUnits || '1'),
    chargeCents,
    serviceDate,
    place: '11',
  });
  const withheld = line.adjustments.filter((row) => row.group === 'CO' && row.carc === '45');
  const allowed = subtract(
    chargeCents,
    sumOf(withheld, (row) => row.amountCents),
  );
  return expected === null ? zero : max(cents(0), subtract(expected, allowed));
}
