/** Which version of a claim waits for its payer, and what was heard of it since it went out. */
import { standingOf } from '../acknowledgment/receipt.ts';
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import { isGivenUp } from '../kpi/claim-state.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PayerId } from '../values/ids.ts';
import { currentStanding, isAbout } from './claim-facts.ts';
import { currentVersion, lastAnswered, versionBefore } from './claim-versions.ts';
import { isPrinted } from './stored-batch.ts';
import type { ClaimParts } from './stored-claim.ts';

export type Waiting = {
  readonly of: number;
  readonly sentOn: CalendarDate;
  readonly batch: string;
  readonly payerId: PayerId;
};

/** The version that lies with a payer: out, not turned away, given up or answered by a remittance. */
export function waitingVersion(parts: ClaimParts, facts: ClaimFacts): Waiting | null {
  if (facts.state === 'voided' || isGivenUp(facts)) return null;
  return waitingFirst(parts, facts) ?? waitingSecond(parts, facts);
}

function waitingFirst(parts: ClaimParts, facts: ClaimFacts): Waiting | null {
  const { number } = currentVersion(parts);
  const submission = parts.submissions.find((row) => row.number === number);
  if (submission === undefined || lastAnswered(facts.adjudications) >= number) return null;
  if (currentStanding(parts).state === 'rejected') return null;
  const { batch, on } = submission;
  return { of: number, sentOn: on, batch, payerId: facts.payerId };
}

function waitingSecond(parts: ClaimParts, facts: ClaimFacts): Waiting | null {
  const payer = parts.claim?.encounter.secondary?.payerId;
  const bill = unansweredBill(parts, facts);
  if (!bill?.submission || payer === undefined || billRejections(parts, facts).length > 0)
    return null;
  const { batch, on } = bill.submission;
  return { of: bill.number, sentOn: on, batch, payerId: payer };
}

/** The last bill to the second payer, while that one has not answered and something is open. */
function unansweredBill({ bills }: ClaimParts, { adjudications, state }: ClaimFacts) {
  const answered = adjudications.some((row) => row.sequence !== 1 && !row.reversal);
  return answered || state === 'closed' ? undefined : bills.at(-1);
}

/** The last bill to the second payer while it is out and nobody has taken it. */
export function unfiledBill(parts: ClaimParts, facts: ClaimFacts) {
  const bill = unansweredBill(parts, facts);
  const batch = bill?.submission?.batch;
  if (bill === undefined || batch === undefined) return null;
  const { state } = standingOf(parts.receipts.filter((row) => row.batch === batch));
  return state === 'accepted' || state === 'pended' ? null : bill;
}

/** Why receivers turned the bill to the second payer away. */
export function billRejections(parts: ClaimParts, facts: ClaimFacts): readonly string[] {
  const batch = unansweredBill(parts, facts)?.submission?.batch;
  if (batch === undefined) return [];
  return standingOf(parts.receipts.filter((row) => row.batch === batch)).codes;
}

/** A claim that waits has a day on which somebody looks at it, or is being asked about. */
export function isForgotten(parts: ClaimParts, facts: ClaimFacts): boolean {
  const { watch } = parts;
  if (watch === null || watch.next !== null || watch.asking !== null) return false;
  return waitingVersion(parts, facts) !== null;
}

/** What 277CAs and 277s told of the version, and when the last 277 about it came. */
export function heardOf({ receipts }: ClaimParts, { batch, of, sentOn }: Waiting) {
  const told = receipts.filter(
    (row) => row.kind === '277' && (row.takenOn ?? '') >= sentOn && isAbout(row, of),
  );
  const last = told.toSorted(byArrival).at(-1) ?? null;
  const acknowledged = receipts.some((row) => row.kind === '277CA' && row.batch === batch);
  return {
    acknowledged: acknowledged || last !== null,
    toldOn: last?.takenOn ?? null,
    missing: last === null ? [] : missingCodes(last),
  };
}

type Receipts = ClaimParts['receipts'];

function byArrival(a: Receipts[number], b: Receipts[number]): number {
  return (a.takenOn ?? '') < (b.takenOn ?? '') ? -1 : 1;
}

const strange = /^(A4|D0|E\d{1,2}|R\d{1,2})$/;

/**
 * What a payer answered instead of a promise: A4 and D0 that it has no such claim, R that it wants to
 * know more, E that it could not look.
 */
function missingCodes({ statuses }: Receipts[number]): readonly string[] {
  const codes = statuses.flatMap(({ category, status }) => {
    if (!strange.test(category)) return [];
    return /^\d{1,4}$/.test(status) ? [`${category}:${status}`] : [category];
  });
  return [...new Set(codes)].sort();
}

/** Why somebody must see to a claim that nobody answered, in codes, the gravest first; empty when all is well. */
export function silenceCodes(parts: ClaimParts, facts: ClaimFacts): readonly string[] {
  const waiting = waitingVersion(parts, facts);
  const near = parts.watch?.filingWithin ?? null;
  const isUnfiled = unfiled.includes(facts.state) || unfiledBill(parts, facts) !== null;
  const filing = near === null || !isUnfiled ? [] : [`filing-within-${near}-days`];
  if (waiting === null) return filing;
  const { missing, ...heard } = heardOf(parts, waiting);
  const proof = filing.length === 0 ? [] : proofCodes(parts, waiting);
  return [...strangeness(missing), ...filing, ...proof, ...alarmCodes(parts, waiting, heard)];
}

/** Whether its filing can be proved; paper is proved by the receipt for its envelope. */
function proofCodes(parts: ClaimParts, { batch, of }: Waiting): readonly string[] {
  if (filedAs(parts, of).some((row) => isFiled(parts, row.batch))) return ['receipt-kept'];
  if (isPrinted(batch)) return ['printed-mail-it-with-a-receipt'];
  return ['no-proof-of-filing', ...(parts.late === of ? ['to-be-printed'] : [])];
}

/** How the version went out; what is printed in its stead is the same claim as the file before it. */
function filedAs(parts: ClaimParts, of: number) {
  const { onPaper } = parts.versions.find((row) => row.number === of) ?? {};
  const before = onPaper ? versionBefore(parts, of)?.number : of;
  return (parts.watch?.sent ?? []).filter(({ number }) => number === of || number === before);
}

/** Proof that its receiver has it: a 999, or a 277CA that does not turn it away. */
export function isFiled({ receipts }: ClaimParts, batch: string): boolean {
  const own = receipts.filter((row) => row.batch === batch && row.kind !== 'TA1');
  return own.length > 0 && standingOf(own).state !== 'rejected';
}

/** States in which no payer has taken the claim. */
export const unfiled: readonly ClaimFacts['state'][] = ['held', 'ready', 'sent', 'rejected'];

/** A claim that never arrived is sent again as new, by a person's decision; never as a replacement. */
function strangeness(missing: readonly string[]): readonly string[] {
  const [code = ''] = missing;
  if (code === '') return [];
  if (/^(A4|D0)/.test(code)) return ['not-found', ...missing, 'resubmit-as-new'];
  return [code.startsWith('R') ? 'information-requested' : 'payer-could-not-look', ...missing];
}

function alarmCodes(
  { watch }: ClaimParts,
  { of }: Waiting,
  { acknowledged, toldOn }: { acknowledged: boolean; toldOn: CalendarDate | null },
): readonly string[] {
  const alarm = watch?.alarm;
  if (!alarm || alarm.of !== of) return [];
  const answered = alarm.stage === 'acceptance' ? acknowledged : (toldOn ?? '') >= alarm.on;
  return answered ? [] : [`no-${alarm.stage}`, `${alarm.days}-days`];
}
