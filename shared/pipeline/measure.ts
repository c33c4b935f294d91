/** The end of a business day: what depends on a balance is booked for each claim that had an entry since the last. */
import type { Claim } from '../claim/claim.ts';
import type { Entry } from '../ledger/entry.ts';
import { type Measured, measureClaim } from '../ledger/measure-claim.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, entryIdOf, type PracticeId } from '../values/ids.ts';
import { zero } from '../values/money.ts';
import { balanceAction } from './claim-actions.ts';
import { factsOf } from './claim-facts.ts';
import { causesOf } from './claim-work.ts';
import { eachPractice } from './each-practice.ts';
import type { Ports, Step } from './ports.ts';
import { claimEntries } from './read-entries.ts';
import { readPosted } from './read-posted.ts';
import { type Reference, readReference } from './read-reference.ts';
import { sealDays } from './seal-day.ts';
import { sendClaims } from './send-claims.ts';
import { entryAction, type StoredEntry } from './stored-entry.ts';
import { itemsOf } from './stored-item.ts';
import { isWhole, markMeasured, unmeasuredClaims } from './unmeasured-claims.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'measure', message, (practice, since) =>
    measurePractice(ports, practice, since),
  );

async function measurePractice(ports: Ports, practice: PracticeId, since: CalendarDate) {
  const reference = await readReference(ports, practice);
  const unmeasured = await unmeasuredClaims(ports, practice, since);
  const claims = [...unmeasured.claims.keys()].sort();
  const changed: ClaimId[] = [];
  let whole = true;
  for (const claim of claims) {
    const found = await claimEntries(ports.records, practice, claim);
    if (await measureOne(ports, reference, practice, claim, found)) changed.push(claim);
    whole &&= isWhole(unmeasured, claim, found);
  }
  await sendClaims(ports, 'assign', practice, changed);
  if (whole) await markMeasured(ports, unmeasured);
  await sealDays(ports, practice, since);
  return { event: 'day-measured', counts: { claims: claims.length, changed: changed.length } };
}

/** Whether the claim has work, or had; a charge alone makes none, scrub has seen to its claim. */
async function measureOne(
  ports: Ports,
  reference: Reference,
  practice: PracticeId,
  claimId: ClaimId,
  found: readonly StoredEntry[],
): Promise<boolean> {
  if (found.every(({ entry }) => entry.event === 'charge')) return false;
  const { entries: stored, parts } = await readPosted(ports.records, practice, claimId, found);
  const { claim, decisions } = parts;
  if (claim === null) return false;
  const voided = decisions.some((row) => row.action === 'void');
  const toleranceCents = reference.practice?.toleranceCents ?? zero;
  const priced = { contracts: claim.contracts, toleranceCents };
  const entries = stored.map((row) => row.entry);
  const measured = measureClaim(claim, entries, toleranceCents, voided);
  const booked = bookedToday(ports, claim, entries, measured);
  for (const entry of booked) {
    const actions = [entryAction(entry, null, priced), balanceAction(entry)];
    const { done } = await ports.records.transact(actions);
    if (!done) throw new Error('a claim is measured twice at once');
  }
  const facts = factsOf(claim, parts, [
    ...stored,
    ...booked.map((entry) => ({ entry, facts: null })),
  ]);
  const settled = causesOf(reference, parts, facts).length === 0;
  return !settled || (await itemsOf(ports.records, practice, claimId)).length > 0;
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
