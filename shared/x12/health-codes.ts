/** HI: diagnoses, procedures, occurrences, values and conditions, each in a composite of its own (C022). */
import { compactDate, parseCompactDate } from '../values/dates.ts';
import { issue } from '../values/issue.ts';
import type { Cents } from '../values/money.ts';
import type { Period } from './period.ts';
import { allOf, parseAmount, type Reading, textIn } from './reading.ts';
import { componentsOf, type Segment } from './segment.ts';
import { amountText, type OutgoingSegment } from './write.ts';

export type HealthCode = {
  /** ABK principal diagnosis, ABF other, BH occurrence, BE value, … */
  readonly qualifier: string;
  readonly code: string;
  /** Of a procedure, an occurrence or a span. */
  readonly period: Period | null;
  /** Of a value code. */
  readonly amountCents: Cents | null;
  /** Y, N, U, W; empty when not told. */
  readonly presentOnAdmission: string;
};

const mostInSegment = 12;
/** Components that no code of ours fills. */
const strange = [5, 6, 7];

export function readHealthCodes(reading: Reading): HealthCode[] {
  return allOf(reading, 'HI').flatMap((hi) =>
    hi.elements
      .slice(1)
      .flatMap((text, index) => (text === '' ? [] : [codeIn(reading, hi, index + 1)])),
  );
}

/** What can not be read in a composite keeps the whole segment. */
function codeIn(reading: Reading, hi: Segment, n: number): HealthCode {
  const parts = componentsOf(hi, n);
  const [qualifier = '', code = '', format = '', day = '', amount = ''] = parts;
  const period = periodOf(format, day);
  const amountCents = amount === '' ? null : parseAmount(amount);
  const odd = parts.some((part, at) => part !== '' && (strange.includes(at) || at > 8));
  if (period === undefined || amountCents === undefined) {
    const place = `HI${String(n).padStart(2, '0')}`;
    reading.findings.push(issue('element-unreadable', 'warning', hi.ordinal, place));
  } else if (!odd) textIn(reading, hi, n);
  return {
    qualifier,
    code,
    period: period ?? null,
    amountCents: amountCents ?? null,
    presentOnAdmission: parts[8] ?? '',
  };
}

function periodOf(format: string, text: string): Period | null | undefined {
  if (format === '' && text === '') return null;
  const [first = '', second = first] = text.split('-');
  const from = parseCompactDate(first);
  const to = parseCompactDate(second);
  const known = format === 'D8' || format === 'RD8';
  return known && from !== undefined && to !== undefined ? { from, to } : undefined;
}

/** As few segments as hold them all, in order. */
export function healthCodeSegments(codes: readonly HealthCode[]): OutgoingSegment[] {
  const segments: OutgoingSegment[] = [];
  for (let at = 0; at < codes.length; at += mostInSegment) {
    segments.push(['HI', ...codes.slice(at, at + mostInSegment).map(partsOf)]);
  }
  return segments;
}

function partsOf({ amountCents, code, period, presentOnAdmission, qualifier }: HealthCode) {
  const amount = amountCents === null ? '' : amountText(amountCents);
  return [qualifier, code, ...periodParts(period), amount, '', '', '', presentOnAdmission];
}

function periodParts(period: Period | null): string[] {
  if (period === null) return ['', ''];
  const from = compactDate(period.from);
  return period.from === period.to ? ['D8', from] : ['RD8', `${from}-${compactDate(period.to)}`];
}
