/** Reads loops 2300 to 2400 of an 837P. */
import {
  allOf,
  amountIn,
  componentsIn,
  expectIn,
  firstOf,
  type Reading,
  unread,
  valueIn,
  within,
} from '../x12/reading.ts';
import { componentsOf, type Segment } from '../x12/segment.ts';
import {
  cutClaim,
  parseCount,
  readClaimHead,
  readFacility,
  readLineFrame,
  readProvider,
} from './read-claim-head.ts';
import type { ProfessionalClaim, SubmittedLine } from './submitted-claim.ts';

/** A claim from its CLM to before the next CLM or HL. */
export function readProfessionalClaim(claim: Reading, billingNpi: string): ProfessionalClaim {
  const loops = cutClaim(claim);
  const { facility, frequency } = readFacility(loops.head, 'B');
  const referring = readProvider(loops, 'DN');
  const rendering = readProvider(loops, '82');
  const above = [loops.head, ...loops.providers, ...loops.coverages];
  const head = readClaimHead(loops);
  const [first] = head.coverages;
  return {
    ...head,
    frequency,
    placeOfService: facility,
    diagnoses: allOf(loops.head, 'HI').flatMap((hi) => diagnosesIn(loops.head, hi)),
    referring,
    referringNpi: referring?.id ?? '',
    rendering,
    renderingNpi: rendering?.id || billingNpi,
    secondary:
      first === undefined
        ? null
        : { payerId: first.payer?.id ?? '', memberId: first.insured?.id ?? '' },
    lines: loops.lines.map((line, index) => readLine(line, index + 1)),
    other: above.flatMap((part) => unread(part)),
  };
}

/** ICD-10 codes only: HI also holds conditions and procedures, which are kept. */
function diagnosesIn(head: Reading, hi: Segment): string[] {
  return hi.elements.slice(1).flatMap((_, index) => {
    const [qualifier = '', code = ''] = componentsOf(hi, index + 1);
    if ((qualifier !== 'ABK' && qualifier !== 'ABF') || code === '') return [];
    componentsIn(head, hi, index + 1, 2);
    return [code];
  });
}

function readLine(line: Reading, place: number): SubmittedLine {
  const { own, ...frame } = readLineFrame(line, place);
  const sv1 = firstOf(own, 'SV1');
  expectIn(own, sv1, 3, 'UN');
  const [qualifier, procedure = '', ...modifiers] = sv1 === undefined ? [] : componentsOf(sv1, 1);
  if (qualifier === 'HC') componentsIn(own, sv1, 1, 6);
  const pointers = componentsIn(own, sv1, 7, 4).map(parseCount);
  return {
    ...frame,
    procedure,
    modifiers: modifiers.slice(0, 4).filter((modifier) => modifier !== ''),
    chargeCents: amountIn(own, sv1, 2),
    units: valueIn(own, sv1, 4, parseUnits),
    pointers: pointers.filter((pointer) => pointer !== undefined),
    other: unread(within(line, line.segments)),
  };
}

function parseUnits(text: string): number | undefined {
  return /^\d{1,7}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined;
}
