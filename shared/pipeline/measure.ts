/** The end of a business day: claims with entries of the day are measured, and at the end the documents are made. */
import type { Entry } from '../ledger/entry.ts';
import { measureClaim } from '../ledger/measure-claim.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, entryIdOf, type PracticeId } from '../values/ids.ts';
import { zero } from '../values/money.ts';
import { balanceAction } from './claim-actions.ts';
import { eachPractice } from './each-practice.ts';
import type { Ports, Step } from './ports.ts';
import { claimEntries, dayEntries } from './read-entries.ts';
import { readReference } from './read-reference.ts';
import { sealDays } from './seal-day.ts';
import { sendClaims } from './send-claims.ts';
import { readClaim } from './stored-claim.ts';
import { entryAction, type StoredEntry } from './stored-entry.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, message, (practice, since) => measurePractice(ports, practice, since));

async function measurePractice(ports: Ports, practice: PracticeId, since: CalendarDate) {
  const today = ports.clock.today();
  const entries = await dayEntries(ports.records, practice, today);
  const claims = new Set(entries.flatMap(({ entry }) => (entry.claimId ? [entry.claimId] : [])));
  for (const claim of [...claims].sort()) await measureOne(ports, practice, claim);
  await sendClaims(ports, 'assign', practice, claimsToAssign(entries));
  await sealDays(ports, practice, since);
  return { event: 'day-measured', counts: { claims: claims.size } };
}

/** A charge alone makes no work; scrub has seen to its claim. */
function claimsToAssign(entries: readonly StoredEntry[]): readonly ClaimId[] {
  const changed = entries.filter(({ entry }) => entry.event !== 'charge');
  return changed.flatMap(({ entry }) => (entry.claimId ? [entry.claimId] : []));
}

async function measureOne(ports: Ports, practice: PracticeId, claimId: ClaimId): Promise<void> {
  const stored = await claimEntries(ports.records, practice, claimId);
  if (stored.every(({ entry }) => entry.event === 'charge')) return;
  const { claim, decisions } = await readClaim(ports.records, practice, claimId);
  if (claim === null) return;
  const reference = await readReference(ports, practice);
  const voided = decisions.some((row) => row.action === 'void');
  const tolerance = reference.practice?.toleranceCents ?? zero;
  const entries = stored.map((row) => row.entry);
  const n = entries.filter((entry) => isMeasuring(entry, ports.clock.today())).length;
  const measured = measureClaim(claim, entries, tolerance, voided);
  const booked = measured.map(({ event, postings }, index): Entry => {
    const source = `${claimId}.measure.${ports.clock.today()}`;
    return {
      entryId: entryIdOf(source, n + index),
      practice,
      bookDate: ports.clock.today(),
      effectiveDate: ports.clock.today(),
      claimId,
      event,
      source,
      postings,
    };
  });
  for (const entry of booked) {
    await ports.records.transact([entryAction(entry), balanceAction(entry)]);
  }
}

function isMeasuring(entry: Entry, day: string): boolean {
  return entry.bookDate === day && (entry.event === 'credit' || entry.event === 'contractual-cap');
}
