/** Nightly: the invariants over everything a practice has; a broken one is an error of this worker. */
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import { eachPractice } from './each-practice.ts';
import { gather } from './gather.ts';
import { violations } from './invariants.ts';
import type { Ports, Step } from './ports.ts';
import { brokenSeals } from './seal-day.ts';
import type { UnfinishedFile } from './unfinished-files.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'reconcile', message, (practice, since) =>
    reconcilePractice(ports, practice, since),
  );

async function reconcilePractice(ports: Ports, practice: PracticeId, since: CalendarDate) {
  const today = ports.clock.today();
  const gathered = await gather(ports, { practice, since });
  const unfinished = gathered.unfinished.filter((file) => isStuck(file, today));
  const broken = violations({ ...gathered, unfinished }, today).map((row) => row.code);
  const seals = await brokenSeals(ports.records, practice);
  const codes = [...new Set([...broken, ...(seals.length > 0 ? ['days-sealed'] : [])])];
  if (codes.length > 0) throw brokenInvariants(codes);
  return { event: 'reconciled', counts: { claims: gathered.claims.length } };
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
