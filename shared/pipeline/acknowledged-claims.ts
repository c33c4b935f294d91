/** Which claims of ours a row of an acknowledgment is about, found by the numbers that we gave out. */
import type { AcknowledgmentRow, Named } from '../acknowledgment/rows.ts';
import { batchReference, transactionNumberOf } from '../claim/write-file.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, claimId, type PracticeId } from '../values/ids.ts';
import { parseTrace } from './inquiry-bytes.ts';
import type { Ports } from './ports.ts';
import { functionalCodes, readBatch, type StoredBatch } from './stored-batch.ts';
import { readClaim } from './stored-claim.ts';
import { inquiryBatchNumbered } from './stored-inquiry-batch.ts';

export type FoundClaims = Extract<Found, { outcome: 'found' }>;

type Found =
  | {
      readonly outcome: 'found';
      readonly batch: string | null;
      /** The day on which the batch went out. */
      readonly sentOn: CalendarDate | null;
      readonly claims: readonly ClaimId[];
      /** The version that a question of ours was about. */
      readonly of?: number;
    }
  | { readonly outcome: 'missing'; readonly code: string };

/** A batch with its STs as an answer names them. */
type SentBatch = {
  readonly kind: StoredBatch['kind'] | '270';
  readonly number: number;
  readonly name: string;
  readonly on: CalendarDate | null;
  readonly claims: readonly ClaimId[];
  readonly transactions: readonly {
    readonly number: number;
    /** BHT03. */
    readonly reference: string;
    readonly claims: ReadonlySet<ClaimId>;
  }[];
};

/** Batches read while one file is worked; null when we never sent such a number. */
export type BatchShelf = Map<number, SentBatch | null>;

const missing = (code: string): Found => ({ outcome: 'missing', code });

export async function findClaims(
  ports: Ports,
  practice: PracticeId,
  shelf: BatchShelf,
  { named }: AcknowledgmentRow,
): Promise<Found> {
  if (named.of === 'claim' && named.batchReference === null) {
    return findClaimAlone(ports, practice, named.patientControlNumber, named.trace ?? '');
  }
  const batch = await batchNamed(ports, practice, shelf, numberOf(named));
  if (batch === null || !isAnswered(batch, named)) return missing('batch-unknown');
  return claimsNamed(batch, named);
}

/** A group of the same number under another function is none of ours. */
function isAnswered({ kind }: SentBatch, named: Named): boolean {
  const told = named.of === 'group' || named.of === 'transaction';
  const code = kind === '270' ? 'HS' : functionalCodes[kind];
  return !told || named.functionalCode === code;
}

/** A 277 names no batch: the claim counts when it was sent. By its own number, or by our question's. */
async function findClaimAlone(
  ports: Ports,
  practice: PracticeId,
  text: string,
  trace: string,
): Promise<Found> {
  const claim = parseTrace(text)?.claim ?? claimId(text);
  if (!/^[A-Z0-9]{1,20}$/.test(claim)) return missing('claim-unknown');
  const { bills, submissions } = await readClaim(ports.records, practice, claim);
  const sent = submissions.length > 0 || bills.some((bill) => bill.submission !== null);
  if (!sent) return missing('claim-unknown');
  const asked = parseTrace(text) ?? parseTrace(trace);
  const about = asked?.claim === claim ? { of: asked.of } : {};
  return { outcome: 'found', batch: null, sentOn: null, claims: [claim], ...about };
}

/** ISA13 and GS06 are the batch's number; BHT03 begins with it. */
function numberOf(named: Named): number | null {
  switch (named.of) {
    case 'interchange':
      return wholeNumber(named.interchangeNumber);
    case 'group':
    case 'transaction':
      return wholeNumber(named.groupNumber);
    case 'batch':
    case 'claim':
      return wholeNumber((named.batchReference ?? '').slice(0, 9));
  }
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

async function batchNamed(
  ports: Ports,
  practice: PracticeId,
  shelf: BatchShelf,
  number: number | null,
): Promise<SentBatch | null> {
  if (number === null) return null;
  const known = shelf.get(number);
  if (known !== undefined) return known;
  const stored = await readBatch(ports.records, practice, number);
  const batch = stored ? sentBatch(stored) : await askedBatch(ports, practice, number);
  shelf.set(number, batch);
  return batch;
}

/** A 270 names no claims. */
const questions = { kind: '270', on: null, claims: [], transactions: [] } as const;

async function askedBatch(
  ports: Ports,
  practice: PracticeId,
  number: number,
): Promise<SentBatch | null> {
  const asked = await inquiryBatchNumbered(ports.records, practice, number);
  return asked && { ...questions, number, name: asked.name };
}

function sentBatch(batch: StoredBatch): SentBatch {
  const { claims, firstTransaction, kind, name, number, on } = batch;
  const numbers = { firstTransactionNumber: firstTransaction };
  const all = claims.map((claim, index) => ({ claim, own: transactionNumberOf(numbers, index) }));
  const transactions = [...Map.groupBy(all, ({ own }) => own)].map(([own, rows]) => ({
    number: Number(own),
    reference: batchReference(number, own),
    claims: new Set(rows.map(({ claim }) => claim)),
  }));
  return { kind, number, name, on, claims, transactions };
}

/** What is said of a file of questions says nothing of the claims in it. */
function claimsNamed(batch: SentBatch, named: Named): Found {
  if (batch.kind !== '837') return found(batch, []);
  switch (named.of) {
    case 'interchange':
    case 'group':
      return found(batch, batch.claims);
    case 'transaction': {
      const number = wholeNumber(named.transactionNumber);
      const transaction = batch.transactions.find((row) => row.number === number);
      return transaction ? found(batch, transaction.claims) : missing('transaction-unknown');
    }
    case 'batch':
    case 'claim': {
      const transaction = batch.transactions.find((row) => row.reference === named.batchReference);
      if (transaction === undefined) return missing('batch-unknown');
      if (named.of === 'batch') return found(batch, transaction.claims);
      const claim = claimId(named.patientControlNumber);
      return transaction.claims.has(claim) ? found(batch, [claim]) : missing('claim-unknown');
    }
  }
}

function found(batch: SentBatch, claims: Iterable<ClaimId>): Found {
  return { outcome: 'found', batch: batch.name, sentOn: batch.on, claims: [...claims] };
}
