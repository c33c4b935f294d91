/** The end of a business day: what depends on a balance is booked for each claim that had an entry since the last. */
import type { Claim } from '../claim/claim.ts';
import type { Entry } from '../ledger/entry.ts';
import { type Measured, measureClaim } from '../ledger/measure-claim.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, entryIdOf, type PracticeId } from '../values/ids.ts';
import { zero } from '../values/money.ts';
import { factsOf } from './claim-facts.ts';
import { causesOf } from './claim-work.ts';
import { eachPractice } from './each-practice.ts';
import type { Action, Item, Ports, Records, Step } from './ports.ts';
import { readPosted } from './read-posted.ts';
import { type Reference, readReference } from './read-reference.ts';
import { sealDays } from './seal-day.ts';
import { sendClaims } from './send-claims.ts';
import { entryAction, readEntry } from './stored-entry.ts';
import { itemsOf } from './stored-item.ts';
import { markMeasured, unmeasuredClaims } from './unmeasured-claims.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'measure', message, (practice, since) =>
    measurePractice(ports, practice, since),
  );

async function measurePractice(ports: Ports, practice: PracticeId, since: CalendarDate) {
  const reference = await readReference(ports, practice);
  const unmeasured = await unmeasuredClaims(ports, practice, since);
  const claims = [...unmeasured.claims].sort();
  const changed: ClaimId[] = [];
  for (const claim of claims) {
    if (await measureOne(ports, reference, practice, claim)) changed.push(claim);
  }
  await sendClaims(ports, 'assign', practice, changed);
  await markMeasured(ports, unmeasured);
  await sealDays(ports, practice, since);
  return { event: 'day-measured', counts: { claims: claims.length, changed: changed.length } };
}

/** Whether the claim has work, or had. */
async function measureOne(
  ports: Ports,
  reference: Reference,
  practice: PracticeId,
  claimId: ClaimId,
): Promise<boolean> {
  const { entries: stored, parts } = await readPosted(ports.records, practice, claimId);
  const { claim, decisions } = parts;
  if (claim === null) return false;
  const voided = decisions.some((row) => row.action === 'void');
  const toleranceCents = reference.practice?.toleranceCents ?? zero;
  const priced = { contracts: claim.contracts, toleranceCents };
  const entries = stored.map((row) => row.entry);
  const measured = measureClaim(claim, entries, toleranceCents, voided);
  const booked = bookedToday(ports, claim, entries, measured);
  for (const entry of booked) {
    const action = entryAction(entry, { priced, unmeasured: false });
    await bookOnce(ports.records, action);
  }
  const facts = factsOf(claim, parts, [
    ...stored,
    ...booked.map((entry) => ({ entry, facts: null })),
  ]);
  const settled = causesOf(reference, parts, facts).length === 0;
  return !settled || (await itemsOf(ports.records, practice, claimId)).length > 0;
}

/** What stands under its id already is this very entry, of a try whose answer was lost; else two measure at once. */
async function bookOnce(records: Records, action: Action): Promise<void> {
  if ((await records.transact([action])).done) return;
  const stands = await records.get(action.store, action.key);
  const said = (item: Item) => JSON.stringify(readEntry(item));
  if (action.kind === 'put' && stands !== null && said(stands) === said(action.item)) return;
  throw new Error('a claim is measured twice at once');
}

/** Numbered after what measuring has booked for the claim: two that measure at once meet in one number. */
function bookedToday(
  ports: Ports,
  { practice, claimId }: Claim,
  entries: readonly Entry[],
  measured: readonly Measured[],
): readonly Entry[] {
  const today = ports.clock.today();
  const source = `${claimId}.measure.${today}`;
  const n = entries.filter(isMeasuring).length;
  return measured.map(({ event, postings }, index) => ({
    entryId: entryIdOf(`${claimId}.measure`, n + index),
    practice,
    bookDate: today,
    effectiveDate: today,
    claimId,
    event,
    source,
    postings,
  }));
}

function isMeasuring({ event }: Entry): boolean {
  return event === 'credit' || event === 'contractual-cap';
}
