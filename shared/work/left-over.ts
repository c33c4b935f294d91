/** Insurance AR that the answers so far leave with a payer and do not explain: nobody else would look at it. */
import {
  balanceOf,
  isPrimaryAnswer,
  lineDeniedCents,
  standingAnswers,
} from '../kpi/claim-balance.ts';
import type { Adjudication, ClaimFacts, LineOutcome } from '../kpi/claim-facts.ts';
import { isInsurerAr } from '../ledger/accounts.ts';
import { type Cents, cents, subtract, sumOf } from '../values/money.ts';

/**
 * A first payer that told of less than was charged (CARC 23, 209, 246, another charge), or that has taken back
 * all it told and not answered again: to be asked, in codes.
 */
export function leftByFirstPayer(facts: ClaimFacts): readonly string[] {
  const rows = standingAnswers(facts).filter((row) => row.sequence === 1);
  const taken = rows.filter((row) => row.reversal).length;
  const standing = rows.filter(isPrimaryAnswer).length - taken;
  const owed = balanceOf(facts, (account) => isInsurerAr(account) && account.endsWith(':1'));
  if (owed <= 0 || standing < 0) return [];
  if (standing === 0) return taken > 0 ? ['taken-back-and-not-answered-again'] : [];
  const left = subtract(owed, explainedCents(rows, stayedCents));
  return left > 0 ? ['left-over-by-the-first-payer'] : [];
}

/** What a later payer that has answered neither paid, shared, denied nor left pending (docs/money-rules.md, 8). */
export function leftByLaterPayer(facts: ClaimFacts): readonly string[] {
  const rows = facts.adjudications.filter((row) => row.sequence !== 1);
  const standing = rows.reduce((count, row) => count + (row.reversal ? -1 : 1), 0);
  const owed = balanceOf(facts, (account) => isInsurerAr(account) && !account.endsWith(':1'));
  const left = subtract(owed, explainedCents(rows, heldBackCents));
  return standing > 0 && left > 0 ? ['left-over-by-a-later-payer'] : [];
}

function explainedCents(
  rows: readonly Adjudication[],
  explained: (line: LineOutcome) => Cents,
): Cents {
  return sumOf(rows, (row) => sumOf(row.lines, explained));
}

/** What of a line has another item, or is only waited for. */
function stayedCents(line: LineOutcome): Cents {
  return cents(heldBackCents(line) + line.underpaidCents + line.personCents);
}

function heldBackCents(line: LineOutcome): Cents {
  return cents(lineDeniedCents(line) + line.pendedCents);
}
