/** Says in words what a set other than an 835 holds; of one that we do not know, nothing. */
import { type Cents, parseDollars, sumOf, zero } from '../shared/values/money.ts';
import { componentsOf, elementOf, idOf, type Segment, splitBefore } from '../shared/x12/segment.ts';
import type { Show } from './masked.ts';
import { bodyOf, type OutlineSet, segmentsOf } from './outline.ts';
import type { Source } from './source.ts';
import { codeInWords, counted, dollars } from './words.ts';

const mostClaims = 20;

export function describeSet(source: Source, set: OutlineSet, show: Show): string[] {
  const body = bodyOf(source, set);
  switch (elementOf(set.st, 1)) {
    case '837':
      return claimLines(body, show);
    case '999':
      return groupLines(body);
    case '277':
      return statusLines(body);
    case '270':
    case '271':
    case '276':
    case '278':
      return [peopleLine(body)];
    default:
      return [];
  }
}

function claimLines(body: readonly Segment[], show: Show): string[] {
  const [, ...claims] = splitBefore(body, 'CLM');
  const charge = sumOf(claims, ([clm]) => (clm === undefined ? zero : chargeOf(clm)));
  const unshown = claims.length - mostClaims;
  return [
    `${counted(claims.length, 'claim')} charging ${dollars(charge)}`,
    ...claims.slice(0, mostClaims).map((claim) => claimLine(claim, show)),
    ...(unshown > 0 ? [`and ${counted(unshown, 'more claim')}`] : []),
  ];
}

function claimLine(claim: readonly Segment[], show: Show): string {
  const [clm] = claim;
  if (clm === undefined) return '';
  const lines = claim.filter((segment) => idOf(segment) === 'LX').length;
  const purpose = purposes[componentsOf(clm, 5)[2] ?? ''] ?? 'original';
  const money = dollars(chargeOf(clm));
  return `claim ${show(elementOf(clm, 1))}: ${purpose}, charged ${money}, ${counted(lines, 'line')}`;
}

const purposes: Readonly<Record<string, string>> = { '7': 'replacement', '8': 'void' };

function chargeOf(clm: Segment): Cents {
  return parseDollars(elementOf(clm, 2)) ?? zero;
}

const outcomes: Readonly<Record<string, string>> = {
  A: 'accepted',
  E: 'accepted with errors',
  P: 'accepted in part',
  R: 'rejected',
};

function groupLines(body: readonly Segment[]): string[] {
  const number = segmentsOf(body, 'AK1').map((ak1) => elementOf(ak1, 2))[0] ?? '';
  return segmentsOf(body, 'AK9').map((ak9) => {
    const outcome = outcomes[elementOf(ak9, 1)] ?? codeInWords(elementOf(ak9, 1));
    return `group ${number} was ${outcome}: ${elementOf(ak9, 4)} of ${elementOf(ak9, 2)} sets accepted`;
  });
}

/** How often each status category is told. */
function statusLines(body: readonly Segment[]): string[] {
  const categories = segmentsOf(body, 'STC').map((stc) => componentsOf(stc, 1)[0] ?? '');
  const counts = Map.groupBy(categories, (category) => category);
  const told = [...counts]
    .sort()
    .map(([category, all]) => `${codeInWords(category)} ${all.length}`);
  return told.length === 0 ? [] : [`status categories: ${told.join(', ')}`];
}

function peopleLine(body: readonly Segment[]): string {
  const levels = segmentsOf(body, 'HL').map((hl) => elementOf(hl, 3));
  const count = (code: string) => levels.filter((level) => level === code).length;
  return `${counted(count('22'), 'subscriber')}, ${counted(count('23'), 'dependent')}`;
}
