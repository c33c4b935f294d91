/** One ST at its end, or one check on paper: held whole, known from another file, or cut into chunks with its PLBs booked. */
import type { Entry } from '../ledger/entry.ts';
import {
  providerAdjustmentPostings,
  providerAdjustmentReason,
} from '../ledger/provider-adjustment.ts';
import type {
  PaymentHeader,
  PaymentSummary,
  ProviderAdjustment,
} from '../remittance/remittance.ts';
import type { CalendarDate } from '../values/dates.ts';
import { entryIdOf, type PayerId, payerId, type RemitId, remitIdOf } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { zero } from '../values/money.ts';
import type { Cause } from '../work/item.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import { conflictHold, type Hold, holdOf } from './hold-payment.ts';
import type { InboxFile } from './inbox-file.ts';
import { settleDeposits } from './match-deposits.ts';
import { openItem } from './open-item.ts';
import type { Action, Ports } from './ports.ts';
import { type Reference, readReference } from './read-reference.ts';
import { askUnlessReversed } from './recoupment.ts';
import { entryAction } from './stored-entry.ts';
import type { StoredPayment } from './stored-file.ts';
import { chunkKey, type Run, readRemit, remitKey } from './stored-payment.ts';
import { traceAction } from './stored-payment-row.ts';

export type PaymentToSettle = {
  readonly summary: PaymentSummary;
  readonly runs: readonly Run[];
  /** Null on paper. */
  readonly delimiters: Delimiters | null;
};

export type Settled = { readonly payment: StoredPayment; readonly issues: readonly Issue[] };

export async function settlePayment(
  ports: Ports,
  file: InboxFile,
  { summary, runs, delimiters }: PaymentToSettle,
): Promise<Settled> {
  const reference = await readReference(ports, file.practice);
  const hold = holdOf(summary, reference.practice);
  const { checkDate } = summary.header;
  if (hold !== null || checkDate === null) return holdWhole(ports, file, summary, hold);
  const remitId = remitIdOfPayment(file, summary);
  const first = await claimIdentity(ports, file, remitId, summary);
  if (first === 'conflict') return holdWhole(ports, file, summary, conflictHold(summary));
  if (first === 'known') return settled(summary, remitId, 'known', 0, ['remittance-known']);
  const actions = runs.map((run, chunk) => {
    const key = chunkKey(file.practice, file.fileId, summary.header.ordinal, chunk);
    const payerIds = payerIdsOf(summary.header);
    const item = { ...run, remitId, checkDate, payerIds, delimiters };
    return { kind: 'put', store: 'files', key, item, when: 'any' } satisfies Action;
  });
  for (const action of actions) await ports.records.transact([action]);
  await bookAdjustments(ports, file, summary, remitId, checkDate, reference);
  await expectDeposit(ports, file, summary.header, remitId);
  const { practice, fileId } = file;
  const payment = summary.header.ordinal;
  await ports.queues.send(
    'post',
    runs.map((_, chunk) => ({ practice, fileId, payment, chunk })),
  );
  return settled(summary, remitId, 'posting', runs.length, []);
}

function settled(
  summary: PaymentSummary,
  remitId: RemitId | null,
  outcome: StoredPayment['outcome'],
  chunks: number,
  codes: readonly string[],
): Settled {
  const { ordinal } = summary.header;
  return {
    payment: { ordinal, remitId, outcome, claims: summary.claimCount, chunks },
    issues: codes.map((code) =>
      issue(code, outcome === 'held' ? 'error' : 'warning', ordinal, 'ST'),
    ),
  };
}

async function holdWhole(
  ports: Ports,
  file: InboxFile,
  summary: PaymentSummary,
  hold: Hold | null,
): Promise<Settled> {
  const { ordinal, paidCents } = summary.header;
  await openItem(ports, file.practice, `${file.fileId}#${ordinal}`, {
    queue: 'quarantine',
    category: 'payment',
    claimId: null,
    amountCents: paidCents ?? zero,
    reason: hold?.reason ?? 'bpr16-unreadable',
    deadline: null,
  });
  return settled(summary, null, 'held', 0, [hold?.code ?? 'bpr16-unreadable']);
}

/** docs/money-rules.md, 10: a payment of nothing has no amount to know it by, so its body tells it apart. */
function remitIdOfPayment(file: InboxFile, { header, bodyHash }: PaymentSummary): RemitId {
  const { originator, trace, checkDate, paidCents } = header;
  const identity = [originator, trace, String(checkDate), String(paidCents)];
  return remitIdOf(file.practice, ...identity, ...(paidCents === 0 ? [bodyHash] : []));
}

/** The first ST with an identity owns it; a redelivery of that very ST goes on where it stopped. */
async function claimIdentity(
  ports: Ports,
  file: InboxFile,
  remitId: RemitId,
  summary: PaymentSummary,
): Promise<'ours' | 'known' | 'conflict'> {
  const key = remitKey(file.practice, remitId);
  const payment = summary.header.ordinal;
  const paidCents = summary.header.paidCents ?? zero;
  const item = { fileId: file.fileId, payment, bodyHash: summary.bodyHash, paidCents };
  await ports.records.transact([{ kind: 'put', store: 'files', key, item, when: 'absent' }]);
  const first = await readRemit(ports.records, file.practice, remitId);
  if (first?.fileId === file.fileId && first.payment === payment) return 'ours';
  return first?.bodyHash === summary.bodyHash ? 'known' : 'conflict';
}

function payerIdsOf(header: PaymentHeader): string[] {
  return [...header.payerIds, header.originator];
}

/** A deposit that came first has waited for this payment; one without a number waits for a person. */
async function expectDeposit(
  ports: Ports,
  { practice }: InboxFile,
  { trace, paidCents }: PaymentHeader,
  remitId: RemitId,
): Promise<void> {
  if (trace === '') return;
  await ports.records.transact([traceAction(practice, trace, remitId, paidCents ?? zero)]);
  await settleDeposits(ports, practice, trace);
}

/** By the payer's own id when we know it, else by TRN03: never by a claim, so that order can not matter. */
function payerOf(reference: Reference, header: PaymentHeader): PayerId {
  const known = header.payerIds.map(payerId).find((id) => reference.payers.has(id));
  return known ?? payerId(header.originator);
}

async function bookAdjustments(
  ports: Ports,
  file: InboxFile,
  summary: PaymentSummary,
  remitId: RemitId,
  checkDate: CalendarDate,
  reference: Reference,
): Promise<void> {
  const payer = payerOf(reference, summary.header);
  for (const [index, adjustment] of summary.providerAdjustments.entries()) {
    const source = `${remitId}#P${index + 1}`;
    const entry: Entry = {
      entryId: entryIdOf(source, 0),
      practice: file.practice,
      bookDate: ports.clock.today(),
      effectiveDate: checkDate,
      claimId: null,
      event: 'provider-adjustment',
      source,
      postings: providerAdjustmentPostings(adjustment, payer),
    };
    await ports.records.transact([entryAction(entry)]);
    const reason = providerAdjustmentReason(adjustment);
    if (reason !== null) await askWhy(ports, file, source, adjustment, reason);
  }
}

/** A positive WO takes back what a posted reversal gave up (docs/money-rules.md, 9). */
async function askWhy(
  ports: Ports,
  { practice }: InboxFile,
  source: string,
  { code, reference }: ProviderAdjustment,
  reason: string,
): Promise<void> {
  const cause: Cause = {
    queue: 'posting',
    category: 'provider-adjustment',
    claimId: null,
    amountCents: zero,
    reason: `${reason} PLB ${codeOrOther(code)}`,
    deadline: null,
  };
  if (code === 'WO') await askUnlessReversed(ports, practice, { source, reference }, cause);
  else await openItem(ports, practice, source, cause);
}

/** A payer's free text is no code, and a work item holds codes only. */
function codeOrOther(text: string): string {
  return /^[A-Z0-9]{1,3}$/.test(text) ? text : 'other';
}
