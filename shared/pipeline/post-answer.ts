/** A payer's answer onto the claim that it names: which version it is about, by which rules, and what it books. */
import type { Account } from '../ledger/accounts.ts';
import type { Adjudication } from '../ledger/adjudication.ts';
import { postRow } from '../ledger/post-row.ts';
import type { Priced } from '../ledger/rule-versions.ts';
import type { ClaimPayment } from '../remittance/remittance.ts';
import type { RowId } from '../values/ids.ts';
import { cents, zero } from '../values/money.ts';
import { currentVersion, versionAnswered } from './claim-versions.ts';
import type { Ports } from './ports.ts';
import { readPosted } from './read-posted.ts';
import type { Reference } from './read-reference.ts';
import type { ClaimParts, StoredClaim } from './stored-claim.ts';
import type { StoredEntry } from './stored-entry.ts';
import type { StoredChunk } from './stored-payment.ts';

export type AnswerToPost = {
  readonly reference: Reference;
  readonly parts: ClaimParts;
  readonly payment: ClaimPayment;
  readonly rowId: RowId;
  readonly chunk: Pick<StoredChunk, 'checkDate' | 'payerIds'>;
  /** Clearing, or suspense when the row's money waited there. */
  readonly cash: Account;
};

export type PostedAnswer = ReturnType<typeof postRow> & {
  readonly claim: StoredClaim;
  readonly priced: Priced;
};

export async function postAnswer(ports: Ports, answer: AnswerToPost): Promise<PostedAnswer> {
  const { cash, chunk, parts, payment, reference, rowId } = answer;
  const { checkDate, payerIds } = chunk;
  const known = await entriesFor(ports, answer);
  const posted = known.flatMap(({ facts }) => (facts === null ? [] : [facts]));
  const { claim, number } = versionAnswered(parts, { payment, rowId, payerIds }, posted);
  const toleranceCents = toleranceOf(known, answer) ?? reference.practice?.toleranceCents ?? zero;
  const bookDate = ports.clock.today();
  const row = { claim, payment, rowId, checkDate, bookDate, payerIds, cash, toleranceCents };
  const { adjudication, postings } = postRow(row);
  return {
    claim,
    postings,
    adjudication: number === 1 ? adjudication : { ...adjudication, version: number },
    priced: { contracts: claim.contracts, toleranceCents },
  };
}

/** Nothing for the plain answer to a claim that was never corrected: it needs no history. */
async function entriesFor(ports: Ports, { parts, payment }: AnswerToPost) {
  const { claim, number } = currentVersion(parts);
  if (number === 1 && payment.status !== '22') return [];
  return (await readPosted(ports.records, claim.practice, claim.claimId)).entries;
}

/** A reversal mirrors its original to the cent, so it is held to the tolerance of then. */
function toleranceOf(known: readonly StoredEntry[], { payment }: AnswerToPost) {
  if (payment.status !== '22') return undefined;
  const { payerControlNumber } = payment;
  const original = known.findLast(({ facts }) => isOriginal(facts, payerControlNumber));
  const tolerance = original?.rules?.tolerance;
  return tolerance === undefined ? undefined : cents(tolerance);
}

function isOriginal(facts: Adjudication | null, payerControlNumber: string): boolean {
  return facts !== null && !facts.reversal && facts.payerControlNumber === payerControlNumber;
}
