/** Nightly: the invariants over everything a practice has; a broken one is an error of this worker. */
import { ageClaim, finishAging, newAgingTally } from '../kpi/aging.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import { eachPractice } from './each-practice.ts';
import { type Gathered, gather } from './gather.ts';
import { newProof, violations } from './invariants.ts';
import type { Ports, Step } from './ports.ts';
import { brokenSeals } from './seal-day.ts';
import type { UnfinishedFile } from './unfinished-files.ts';
import { type Fold, walkBooks } from './walk-books.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'reconcile', message, (practice) => reconcilePractice(ports, practice));

async function reconcilePractice(ports: Ports, practice: PracticeId) {
  const today = ports.clock.today();
  const gathered = await gather(ports, practice);
  const { broken: all, claims } = await checkBooks(ports, gathered, today);
  const stuck = gathered.unfinished.some((file) => isStuck(file, today));
  const broken = all.filter((row) => stuck || row.code !== 'files-end');
  const seals = await brokenSeals(ports.records, practice);
  const found = [...broken.map((row) => row.code), ...(seals.length > 0 ? ['days-sealed'] : [])];
  if (found.length > 0) throw brokenInvariants([...new Set(found)]);
  return { event: 'reconciled', counts: { claims } };
}

/** Walks a practice's books and holds them against what else is recorded of it. */
export async function checkBooks(ports: Ports, gathered: Gathered, today: CalendarDate) {
  const proof = newProof(gathered);
  const aging = newAgingTally(today);
  const ages: Fold = { claim: ({ facts }) => ageClaim(aging, facts), entry: () => undefined };
  await walkBooks(ports, gathered.practice, [proof, ages]);
  const rows = finishAging(aging, gathered.unapplied);
  return { broken: violations(proof, rows, today), claims: proof.totals.claims };
}

/** A file of today may be on its way; one of an earlier day has been swept for a day and does not end. */
function isStuck({ since }: UnfinishedFile, today: CalendarDate): boolean {
  return since < today;
}

/** The log keeps an error's name alone, so the name is what tells. */
function brokenInvariants(codes: readonly string[]): Error {
  const error = new Error('an invariant does not hold');
  error.name = `invariant:${codes.join('+')}`;
  return error;
}
