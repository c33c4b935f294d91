/** Nightly: the invariants over everything a practice has; a broken one is an error of this worker. */
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import { eachPractice } from './each-practice.ts';
import { gather } from './gather.ts';
import { violations } from './invariants.ts';
import type { Ports, Step } from './ports.ts';
import { brokenSeals } from './seal-day.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'reconcile', message, (practice, since) =>
    reconcilePractice(ports, practice, since),
  );

async function reconcilePractice(ports: Ports, practice: PracticeId, since: CalendarDate) {
  const gathered = await gather(ports, { practice, since });
  const broken = violations(gathered, ports.clock.today()).map((row) => row.code);
  const seals = await brokenSeals(ports.records, practice);
  const [first] = seals.length > 0 ? ['days-sealed'] : broken;
  if (first !== undefined) throw brokenInvariant(first);
  return { event: 'reconciled', counts: { claims: gathered.claims.length } };
}

/** The log keeps an error's name alone, so the name is what tells. */
function brokenInvariant(code: string): Error {
  const error = new Error('an invariant does not hold');
  error.name = `invariant:${code}`;
  return error;
}
