/** What payers deny of a claim now, and how a work item says why. */
import { standingAnswers } from '../kpi/claim-balance.ts';
import type { ClaimFacts, Denial } from '../kpi/claim-facts.ts';
import { add, zero } from '../values/money.ts';

/** Denials net of reversals, the largest first. */
export function standingDenials(facts: ClaimFacts): readonly Denial[] {
  const net = new Map<string, Denial>();
  for (const denial of standingAnswers(facts)
    .flatMap((row) => row.lines)
    .flatMap((line) => line.denials)) {
    const key = `${denial.group}-${denial.carc}`;
    const before = net.get(key);
    const amountCents = add(before?.amountCents ?? zero, denial.amountCents);
    net.set(key, { ...(before ?? denial), amountCents });
  }
  const open = [...net.values()].filter((row) => row.amountCents > 0);
  return open.sort((a, b) => b.amountCents - a.amountCents || (a.carc < b.carc ? -1 : 1));
}

/** Group and CARC. */
export function reasonOf({ group, carc }: Denial): string {
  return `${isCode(group) ? group : 'other'}-${isCode(carc) ? carc : 'other'}`;
}

/** What has the form of a code list's code; a payer's free text has no place in a work item. */
export function isCode(text: string): boolean {
  return /^[A-Z]{0,2}\d{0,4}$/.test(text) && text !== '';
}
