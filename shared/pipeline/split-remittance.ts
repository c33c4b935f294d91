/** An 835 in one pass: each ST is proved to the cent, then cut into chunks that post on their own. */
import type { PaymentEvent } from '../remittance/payment-reading.ts';
import { readPaymentTotals } from '../remittance/read.ts';
import type { ClaimTotal } from '../remittance/remittance.ts';
import type { Issue } from '../values/issue.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import { auditAction } from './audit.ts';
import { chunksOf, fileOf, type InboxFile } from './inbox-file.ts';
import type { Ports, Step } from './ports.ts';
import { askAboutRest, quarantineFile } from './quarantine.ts';
import { settlePayment } from './settle-payment.ts';
import { splitPaper } from './split-paper.ts';
import { resultAction, type StoredPayment, writePayments } from './stored-file.ts';
import { claimsPerChunk, type Run } from './stored-payment.ts';

type Split = {
  readonly payments: StoredPayment[];
  readonly issues: Issue[];
  runs: Run[];
  delimiters: Delimiters | null;
};

export const step: Step = (ports) => async (message) => {
  const file = await fileOf(ports, message);
  if (file === null) return { event: 'remittance-known', counts: {} };
  if (file.record.kind === 'remittances-csv') return splitPaper(ports, file);
  const split: Split = { payments: [], issues: [], runs: [], delimiters: null };
  for await (const events of readPaymentTotals(chunksOf(ports, file))) {
    for (const event of events) await follow(ports, file, split, event);
  }
  await finish(ports, file, split);
  return { event: 'remittance-split', counts: { payments: split.payments.length } };
};

async function follow(
  ports: Ports,
  file: InboxFile,
  split: Split,
  event: PaymentEvent<ClaimTotal>,
) {
  switch (event.kind) {
    case 'finding':
      split.issues.push(event.issue);
      return;
    case 'payment':
      split.runs = [];
      split.delimiters = event.delimiters;
      return;
    case 'claim':
      extend(split.runs, event.claim);
      return;
    case 'end': {
      if (split.delimiters === null) throw new Error('a payment ended before it began');
      const payment = { summary: event.summary, runs: split.runs, delimiters: split.delimiters };
      const settled = await settlePayment(ports, file, payment);
      split.payments.push(settled.payment);
      split.issues.push(...event.summary.findings, ...settled.issues);
    }
  }
}

function extend(runs: Run[], claim: ClaimTotal): void {
  const last = runs.at(-1);
  if (last && last.claims < claimsPerChunk) {
    last.to = claim.range.to;
    last.claims += 1;
    return;
  }
  runs.push({ ...claim.range, firstOrdinal: claim.ordinal, claims: 1 });
}

/** Quarantined only when nothing of it posts. */
async function finish(ports: Ports, file: InboxFile, split: Split): Promise<void> {
  const { practice, fileId } = file;
  if (split.payments.length === 0) {
    await quarantineFile(ports, practice, fileId, split.issues);
    return;
  }
  const result = {
    status: split.payments.every((row) => row.outcome === 'held') ? 'quarantined' : 'done',
    rows: split.payments.reduce((claims, row) => claims + row.claims, 0),
    posted: 0,
    held: 0,
    rejected: 0,
    issues: split.issues,
  } as const;
  await askAboutRest(ports, practice, fileId, split.issues);
  await writePayments(ports.records, practice, fileId, split.payments);
  await ports.records.transact([
    resultAction(practice, fileId, result),
    auditAction(practice, ports.clock.today(), 'remittance-split', fileId),
  ]);
}
