/** A match as one line of codes and amounts, for a work item: the row, what it was found by, what reduced it, what it comes to. */
import { formatDollars } from '../values/money.ts';
import type { Match } from './match.ts';

/** `row procedure=99213 place=any from=2025-01-01 each=100.00 units=2 expected=200.00`. */
export function explainMatch(match: Match): string {
  return [
    match.source === 'contract' ? 'row' : 'fee-schedule',
    ...(match.locality === null ? [] : [`locality=${match.locality}`]),
    ...(match.basisPoints === null ? [] : [`percent=${percent(match.basisPoints)}`]),
    `procedure=${match.procedure}`,
    ...(match.modifier === '' ? [] : [`modifier=${match.modifier}`]),
    `place=${match.place || 'any'}`,
    `from=${match.from}`,
    `each=${formatDollars(match.unitCents)}`,
    `units=${match.units}`,
    ...match.reductions.map(
      ({ modifier, basisPoints, rank }) =>
        `${modifier}=${percent(basisPoints)}%${rank === null ? '' : ` rank=${rank}`}`,
    ),
    `expected=${formatDollars(match.expectedCents)}`,
  ].join(' ');
}

function percent(basisPoints: number): string {
  return String(basisPoints / 100);
}
