/** A match as one line of codes, for a work item: the row, what it was found by, what reduced it. */
import type { Match } from './match.ts';

/** `row procedure=99213 place=any from=2025-01-01`. */
export function explainMatch(match: Match): string {
  return [
    match.source === 'contract' ? 'row' : 'fee-schedule',
    ...(match.locality === null ? [] : [`locality=${match.locality}`]),
    ...(match.basisPoints === null ? [] : [`percent=${percent(match.basisPoints)}`]),
    `procedure=${match.procedure}`,
    ...(match.modifier === '' ? [] : [`modifier=${match.modifier}`]),
    `place=${match.place || 'any'}`,
    `from=${match.from}`,
    ...match.reductions.map(
      ({ modifier, basisPoints, rank }) =>
        `${modifier}=${percent(basisPoints)}%${rank === null ? '' : ` rank=${rank}`}`,
    ),
  ].join(' ');
}

function percent(basisPoints: number): string {
  return String(basisPoints / 100);
}
