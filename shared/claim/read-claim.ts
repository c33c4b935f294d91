/** Reads loops 2300 to 2400 of an 837P. */
import { parseCompactDate } from '../values/dates.ts';
import { parseDollars } from '../values/money.ts';
import {
  componentsOf,
  elementOf,
  findElement,
  findSegment,
  idOf,
  type Segment,
  splitBefore,
} from '../x12/segment.ts';
import type { SubmittedClaim, SubmittedLine } from './submitted-claim.ts';

export type ClaimLoop = Pick<
  SubmittedClaim,
  | 'patientControlNumber'
  | 'chargeCents'
  | 'placeOfService'
  | 'frequency'
  | 'priorAuthorization'
  | 'originalControlNumber'
  | 'diagnoses'
  | 'referringNpi'
  | 'renderingNpi'
  | 'secondary'
  | 'lines'
  | 'other'
>;

/** A claim from its CLM to before the next CLM or HL. */
export function readSubmittedClaim(segments: readonly Segment[]): ClaimLoop {
  const [above, ...lines] = splitBefore(segments, 'LX');
  const [head, firstOther = []] = splitBefore(above, 'SBR');
  const clm = findSegment(head, 'CLM');
  const [placeOfService = '', , frequency = ''] = clm === undefined ? [] : componentsOf(clm, 5);
  return {
    patientControlNumber: findElement(head, 1, 'CLM'),
    chargeCents: parseDollars(findElement(head, 2, 'CLM')) ?? null,
    placeOfService,
    frequency,
    priorAuthorization: findElement(head, 2, 'REF', 'G1'),
    originalControlNumber: findElement(head, 2, 'REF', 'F8'),
    diagnoses: head.flatMap(diagnosesOf),
    referringNpi: findElement(head, 9, 'NM1', 'DN'),
    renderingNpi: findElement(head, 9, 'NM1', '82'),
    secondary: secondaryOf(firstOther),
    lines: lines.map((line, index) => readLine(line, index + 1)),
    other: above.filter((segment) => !isRead(segment, claimSegments)),
  };
}

/** ICD-10 codes only: HI also holds procedures, conditions and values. */
function diagnosesOf(segment: Segment): string[] {
  if (idOf(segment) !== 'HI') return [];
  return segment.elements.slice(1).flatMap((_, index) => {
    const [qualifier = '', code = ''] = componentsOf(segment, index + 1);
    return (qualifier === 'ABK' || qualifier === 'ABF') && code !== '' ? [code] : [];
  });
}

function secondaryOf(segments: readonly Segment[]) {
  if (segments.length === 0) return null;
  return {
    payerId: findElement(segments, 9, 'NM1', 'PR'),
    memberId: findElement(segments, 9, 'NM1', 'IL'),
  };
}

function readLine(segments: readonly Segment[], place: number): SubmittedLine {
  const service = findSegment(segments, 'SV1');
  const [, procedure = '', ...modifiers] = service === undefined ? [] : componentsOf(service, 1);
  const pointers = service === undefined ? [] : componentsOf(service, 7);
  const [serviceDate, serviceDateTo] = serviceDatesOf(segments);
  return {
    line: integerOf(findElement(segments, 1, 'LX')) ?? place,
    procedure,
    modifiers: modifiers.slice(0, 4).filter((modifier) => modifier !== ''),
    chargeCents: parseDollars(findElement(segments, 2, 'SV1')) ?? null,
    units: unitsOf(findElement(segments, 4, 'SV1')),
    serviceDate,
    serviceDateTo,
    pointers: pointers.map(integerOf).filter((pointer) => pointer !== null),
    controlNumber: findElement(segments, 2, 'REF', '6R'),
    other: segments.filter((segment) => !isRead(segment, lineSegments)),
  };
}

function serviceDatesOf(segments: readonly Segment[]) {
  const [from = '', to = from] = findElement(segments, 3, 'DTP', '472').split('-');
  return [parseCompactDate(from) ?? null, parseCompactDate(to) ?? null] as const;
}

function integerOf(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function unitsOf(text: string): number | null {
  return /^\d{1,7}(\.\d{1,3})?$/.test(text) ? Number(text) : null;
}

const claimSegments: ReadonlySet<string> = new Set([
  'CLM',
  'HI',
  'SBR',
  'OI',
  'REF*G1',
  'REF*F8',
  'NM1*DN',
  'NM1*82',
  'NM1*IL',
  'NM1*PR',
]);
const lineSegments: ReadonlySet<string> = new Set(['LX', 'SV1', 'DTP*472', 'REF*6R']);

function isRead(segment: Segment, known: ReadonlySet<string>): boolean {
  return known.has(idOf(segment)) || known.has(`${idOf(segment)}*${elementOf(segment, 1)}`);
}
