/** What one CLP will write: its entry on the claim, or in suspense while the claim or the primary's answer is missing. */
import { isPrimaryAnswer } from '../kpi/claim-balance.ts';
import { remitClearing, unapplied } from '../ledger/accounts.ts';
import type { Adjudication } from '../ledger/adjudication.ts';
import type { Entry } from '../ledger/entry.ts';
import { sequenceOf } from '../ledger/post-row.ts';
import type { ClaimPayment } from '../remittance/remittance.ts';
import {
  type ClaimId,
  claimId,
  entryIdOf,
  hashOf,
  type PracticeId,
  rowIdOf,
} from '../values/ids.ts';
import { type Cents, negate, zero } from '../values/money.ts';
import { dueActions } from './due-secondary.ts';
import { claimKey, stagePartition } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { postAnswer } from './post-answer.ts';
import { claimEntries } from './read-entries.ts';
import type { Reference } from './read-reference.ts';
import { reversalNames } from './recoupment.ts';
import { type ClaimParts, readClaim } from './stored-claim.ts';
import { entryAction } from './stored-entry.ts';
import type { Chunk } from './stored-payment.ts';
import { saidOf } from './waiting-row.ts';

export type RowPlan = {
  readonly practice: PracticeId;
  readonly claimId: ClaimId;
  readonly ordinal: number;
  readonly entry: Entry;
  readonly outcome: 'posted' | 'suspended';
  /** CLP04, for the person who looks for the claim. */
  readonly paidCents: Cents;
  readonly needsPerson: boolean;
  /** Suspended rows of the claim may apply now. */
  readonly frees: boolean;
  /** Control numbers by which a recoupment may name this reversal; none of any other row. */
  readonly reverses: readonly string[];
  readonly actions: readonly Action[];
};

export async function planRow(
  ports: Ports,
  reference: Reference,
  chunk: Chunk,
  payment: ClaimPayment,
): Promise<RowPlan> {
  const named = claimNamed(payment.patientControlNumber);
  const parts = await readClaim(ports.records, chunk.practice, named);
  const early = await isEarly(ports, chunk, payment, parts);
  return early || parts.claim === null
    ? suspendedPlan(ports, chunk, payment, named)
    : postedPlan(ports, reference, chunk, payment, parts);
}

/** CLP01 as a key: our own ids as they are, anything else by its hash, because a key holds no foreign text. */
function claimNamed(patientControlNumber: string): ClaimId {
  const ours = /^C[A-Z0-9]{16}$/.test(patientControlNumber);
  return claimId(ours ? patientControlNumber : `x${hashOf(patientControlNumber).slice(0, 32)}`);
}

/** A later payer's answer waits until the primary has posted (docs/money-rules.md, 8). */
async function isEarly(ports: Ports, chunk: Chunk, payment: ClaimPayment, parts: ClaimParts) {
  if (parts.claim === null) return true;
  if (sequenceOf(parts.claim, payment.status, chunk.stored.payerIds) === 1) return false;
  return !(await primaryPosted(ports, chunk.practice, parts.claim.claimId));
}

export async function primaryPosted(ports: Ports, practice: PracticeId, claim: ClaimId) {
  const entries = await claimEntries(ports.records, practice, claim);
  return entries.some(({ facts }) => facts !== null && isPrimaryAnswer(facts));
}

async function postedPlan(
  ports: Ports,
  reference: Reference,
  chunk: Chunk,
  payment: ClaimPayment,
  parts: ClaimParts,
): Promise<RowPlan> {
  const rowId = rowIdOf(chunk.stored.remitId, payment.ordinal);
  const answer = { reference, parts, payment, rowId, chunk: chunk.stored, cash: remitClearing };
  const posted = await postAnswer(ports, answer);
  const { adjudication, claim, postings, priced } = posted;
  const entry: Entry = {
    ...entryHead(ports, chunk, payment),
    claimId: claim.claimId,
    event: adjudication.reversal ? 'reversal' : 'remittance',
    postings,
  };
  return {
    ...planHead(chunk, payment, claim.claimId),
    entry,
    outcome: 'posted',
    needsPerson: needsPerson(adjudication),
    frees: parts.waiting.length > 0,
    reverses: adjudication.reversal ? reversalNames(payment) : [],
    actions: [
      entryAction(entry, { facts: adjudication, priced }),
      ...dueActions(posted, payment, ports.clock.today()),
    ],
  };
}

function entryHead(ports: Ports, chunk: Chunk, payment: ClaimPayment) {
  const source = rowIdOf(chunk.stored.remitId, payment.ordinal);
  return {
    entryId: entryIdOf(source, 0),
    practice: chunk.practice,
    bookDate: ports.clock.today(),
    effectiveDate: chunk.stored.checkDate,
    source,
  };
}

function planHead(chunk: Chunk, payment: ClaimPayment, claim: ClaimId) {
  return {
    practice: chunk.practice,
    claimId: claim,
    ordinal: payment.ordinal,
    paidCents: payment.paidCents ?? zero,
  };
}

/** Denied, short, pended or strange cents are somebody's work at once. */
function needsPerson({ lines, reversal }: Adjudication): boolean {
  const stays = lines.some(
    (line) =>
      line.denials.length > 0 ||
      line.underpaidCents !== 0 ||
      line.personCents !== 0 ||
      line.pendedCents !== 0,
  );
  return stays || reversal;
}

/** The cash is right the same day; the claim's partition remembers what waits for it (docs/money-rules.md, 11). */
function suspendedPlan(ports: Ports, chunk: Chunk, payment: ClaimPayment, claim: ClaimId): RowPlan {
  const paid = payment.paidCents ?? zero;
  const entry: Entry = {
    ...entryHead(ports, chunk, payment),
    claimId: null,
    event: 'suspense',
    postings: [
      { line: 0, account: remitClearing, amountCents: paid },
      { line: 0, account: unapplied, amountCents: negate(paid) },
    ],
  };
  const rowId = rowIdOf(chunk.stored.remitId, payment.ordinal);
  const waiting = {
    rowId,
    fileId: chunk.fileId,
    payment: chunk.payment,
    chunk: chunk.chunk,
    ordinal: payment.ordinal,
    from: payment.range.from,
    to: payment.range.to,
    said: saidOf(payment),
    practiceStage: stagePartition(chunk.practice, 'suspended'),
    claimPart: `${claim}#${rowId}`,
  };
  const key = claimKey(chunk.practice, claim, 'waiting', rowId);
  return {
    ...planHead(chunk, payment, claim),
    entry,
    outcome: 'suspended',
    needsPerson: false,
    frees: false,
    reverses: [],
    actions: [
      entryAction(entry, { named: claim }),
      { kind: 'put', store: 'claims', key, item: waiting, when: 'absent' },
    ],
  };
}
