/** What happened to a claim's money, event by event, and where it stands; no data of the patient. */
import {
  adjustmentsCents,
  chargedCents,
  creditCents,
  insuranceArCents,
  paidInsuranceCents,
  paidPatientCents,
  patientArCents,
} from '../shared/kpi/claim-balance.ts';
import type { ClaimFacts } from '../shared/kpi/claim-facts.ts';
import type { ClaimParts } from '../shared/pipeline/stored-claim.ts';
import type { StoredEntry } from '../shared/pipeline/stored-entry.ts';
import type { CalendarDate } from '../shared/values/dates.ts';
import { type Cents, formatDollars } from '../shared/values/money.ts';
import { entryWords } from './entry-words.ts';

type Told = { readonly on: CalendarDate; readonly rank: number; readonly words: string };

export function claimStory(
  parts: ClaimParts,
  facts: ClaimFacts,
  entries: readonly StoredEntry[],
): readonly string[] {
  const told = [...entries.flatMap(entryTold), ...sent(parts), ...decided(parts)];
  const inOrder = told.toSorted(
    (a, b) => compare(a.on, b.on) || a.rank - b.rank || compare(a.words, b.words),
  );
  return [
    `Claim ${facts.claimId} of ${facts.practice}, encounter ${facts.encounterId}, service of ${facts.serviceDate}, payer ${facts.payerId}`,
    ...inOrder.map(({ on, words }) => `  ${on}  ${words}`),
    ...balances(facts),
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In the order of a day's work: charges, decisions, answers, sending, measuring. */
const ranks: Readonly<Record<string, number>> = { charge: 0, 'contractual-cap': 8, credit: 9 };

function entryTold(stored: StoredEntry): readonly Told[] {
  const { bookDate, event } = stored.entry;
  const rank = ranks[event] ?? (event === 'reversal' ? 3 : 4);
  return entryWords(stored).map((words) => ({ on: bookDate, rank, words }));
}

function sent({ submissions, versions }: ClaimParts): readonly Told[] {
  return submissions.map(({ batch, number, on, receiver }) => {
    const replaces = versions.find((row) => row.number === number)?.frequency === '7';
    const as = replaces ? 'in place of what the payer answered' : 'as a new claim';
    return { on, rank: 6, words: `sent to ${receiver}, version ${number}, ${as} (${batch})` };
  });
}

/** Decisions with an entry of their own are told by it. */
function decided({ decisions, overrides }: ClaimParts): readonly Told[] {
  const alone = decisions.filter((row) => row.entryId.startsWith('decision.'));
  const told = alone.map(({ action, by, detail, on }) => ({
    on,
    rank: 2,
    words: `${by} decided: ${action}${detail === '' ? '' : ` (${detail})`}`,
  }));
  const on = told[0]?.on ?? decisions[0]?.on;
  const rules = overrides.join(', ');
  return on === undefined || rules === ''
    ? told
    : [...told, { on, rank: 2, words: `rules overridden: ${rules}` }];
}

function balances(facts: ClaimFacts): readonly string[] {
  const rows: readonly (readonly [string, Cents])[] = [
    ['charged', chargedCents(facts)],
    ['paid by insurers', paidInsuranceCents(facts)],
    ['paid by the patient', paidPatientCents(facts)],
    ['adjusted and written off', adjustmentsCents(facts)],
    ['owed by insurers', insuranceArCents(facts)],
    ['owed by the patient', patientArCents(facts)],
    ['credit we owe back', creditCents(facts)],
  ];
  const width = Math.max(...rows.map(([, amount]) => formatDollars(amount).length));
  return [
    `It is ${facts.state}, in version ${facts.versions}:`,
    ...rows.map(([name, amount]) => `  ${formatDollars(amount).padStart(width)}  ${name}`),
  ];
}
