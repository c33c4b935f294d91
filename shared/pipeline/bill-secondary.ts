/** What first payers left to second ones becomes a further version of its claim, once for each such answer. */
import { balanceOf } from '../kpi/claim-balance.ts';
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import { isInsurerAr } from '../ledger/accounts.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, claimId, type PracticeId } from '../values/ids.ts';
import { type Cents, zero } from '../values/money.ts';
import type { Cause } from '../work/item.ts';
import { auditAction } from './audit.ts';
import { type ReadFacts, readFacts } from './claim-facts.ts';
import { currentVersion, hasFirstAnswer, lastAnswered, nextNumber } from './claim-versions.ts';
import { secondDeadline } from './filing-deadline.ts';
import { claimKey, stagePartition } from './keys.ts';
import { settleWith } from './open-item.ts';
import type { Action, Ports } from './ports.ts';
import { eachRow } from './read-all.ts';
import { type Reference, readReference } from './read-reference.ts';
import {
  billAction,
  type DueSecondary,
  dueAction,
  dueStage,
  type SecondaryBill,
} from './stored-secondary.ts';

export async function billSecondaries(ports: Ports, practice: PracticeId): Promise<void> {
  const reference = await readReference(ports, practice);
  for (const { claim, rowId } of await dueRows(ports, practice, ports.clock.today())) {
    const known = await readFacts(ports, practice, claim);
    const due = known?.parts.due.find((row) => row.rowId === rowId);
    if (known && due) await billOne(ports, practice, reference, known, due);
  }
}

async function dueRows(ports: Ports, practice: PracticeId, today: CalendarDate) {
  const partition = stagePartition(practice, dueStage);
  const due: { readonly claim: ClaimId; readonly rowId: string }[] = [];
  for await (const row of eachRow(ports.records, {
    store: 'claims',
    index: 'byStage',
    partition,
  })) {
    const [day = '', claim = '', ...rowId] = String(row.item['claimPart']).split('#');
    if (day > today) break;
    due.push({ claim: claimId(claim), rowId: rowId.join('#') });
  }
  return due;
}

async function billOne(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  known: ReadFacts,
  due: DueSecondary,
): Promise<void> {
  if (isOver(known, due)) return forget(ports, practice, known, due, []);
  if (isReplaced(known, due)) return;
  const why = whyNot(known, due, reference);
  if (why === null) return forget(ports, practice, known, due, billActions(practice, known, due));
  const cause: Cause = {
    queue: 'follow-up',
    category: 'second-payer',
    claimId: known.claim.claimId,
    amountCents: zero,
    reason: why,
    deadline: secondDeadline(reference, known.parts, due),
  };
  await settleWith(ports, practice, due.rowId, [cause], [lookedAt(practice, known, due)]);
}

/** Whoever has looked at an older one asks nobody about it, and bills nothing. */
function lookedAt(practice: PracticeId, { claim }: ReadFacts, due: DueSecondary): Action {
  return dueAction(practice, claim.claimId, due);
}

/** The visit as the first payer answered it. */
function answeredVisit({ claim, parts }: Pick<ReadFacts, 'claim' | 'parts'>, { of }: DueSecondary) {
  return (parts.versions.find((row) => row.number === of)?.claim ?? claim).encounter;
}

/**
 * What a person sends to the second payer: the last answer that waits for one, or once more the bill that
 * was never answered. Null when there is neither.
 */
export function billByPerson(
  { claim, facts, parts }: ReadFacts,
  today: CalendarDate,
): SecondaryBill | null {
  const { secondary, facility } = claim.encounter;
  if (secondary === null || facility) return null;
  const number = nextNumber(parts);
  const due = parts.due.findLast((row) => row.decision !== null && row.on <= today);
  if (due?.decision) {
    return { version: 0, number, of: due.of, rowId: due.rowId, secondary: due.decision };
  }
  const last = parts.bills.at(-1);
  const answered = facts.adjudications.some((row) => row.sequence !== 1 && !row.reversal);
  if (!last?.submission || answered) return null;
  return { version: 0, number, of: last.of, rowId: last.rowId, secondary: last.secondary };
}

/** Answered by the second payer already, written off, taken back, replaced by a later answer, or voided. */
function isOver({ facts, parts }: ReadFacts, { rowId }: DueSecondary): boolean {
  if (facts.state === 'voided' || leftToSecond(facts) <= 0) return true;
  const answers = facts.adjudications.filter(
    (row) => row.sequence === 1 && !row.reversal && !['23', '25'].includes(row.status),
  );
  const stands = hasFirstAnswer(facts.adjudications);
  const seconds = facts.adjudications.filter((row) => row.sequence !== 1);
  const billed = parts.bills.length > 0;
  if (parts.bills.some((bill) => bill.rowId === rowId)) return true;
  return !stands || answers.at(-1)?.rowId !== rowId || (seconds.length > 0 && !billed);
}

function leftToSecond(facts: ClaimFacts): Cents {
  return balanceOf(facts, (account) => isInsurerAr(account) && !account.endsWith(':1'));
}

/** A correction of what the first payer answered is under way: its answer will say what is left to the second. */
function isReplaced({ facts, parts }: ReadFacts, { of }: DueSecondary): boolean {
  const { number } = currentVersion(parts);
  return number > of && number > lastAnswered(facts.adjudications);
}

/** What a person must see to first, in codes. */
function whyNot(known: ReadFacts, due: DueSecondary, { payers }: Reference): string | null {
  const encounter = answeredVisit(known, due);
  const payer = encounter.secondary && payers.get(encounter.secondary.payerId);
  if (known.parts.bills.length > 0) return 'first-payer-changed-after-second-was-billed';
  if (due.crossedOver) return 'crossover-without-answer';
  if (!payer) return 'second-payer-unknown';
  if (due.decision === null) return 'first-answer-does-not-balance';
  return encounter.facility ? 'facility-bill-to-second-payer' : null;
}

function billActions(
  practice: PracticeId,
  { claim, parts }: ReadFacts,
  { decision, of, rowId }: DueSecondary,
): readonly Action[] {
  if (decision === null) return [];
  const number = nextNumber(parts);
  const bill = { version: 0, number, of, rowId, secondary: decision };
  return [billAction(practice, claim.claimId, bill, true)];
}

/** The bill is written as its cause goes, so that there is one. */
async function forget(
  ports: Ports,
  practice: PracticeId,
  known: ReadFacts,
  due: DueSecondary,
  actions: readonly Action[],
): Promise<void> {
  const { claim } = known;
  const { rowId } = due;
  const key = claimKey(practice, claim.claimId, 'due', rowId);
  if (!(await settleWith(ports, practice, rowId, [], [lookedAt(practice, known, due)]))) return;
  await ports.records.transact([
    { kind: 'remove', store: 'claims', key },
    ...actions,
    ...(actions.length === 0
      ? []
      : [auditAction(practice, ports.clock.today(), 'second-payer-billed', claim.claimId, rowId)]),
  ]);
}
