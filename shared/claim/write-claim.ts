/** Loops 2300 to 2400 of an 837P: the claim, its providers, its other payer and its lines. */
import type { ServiceLine } from '../encounter/encounter.ts';
import type { Practice } from '../reference/reference.ts';
import { compactDate } from '../values/dates.ts';
import { namedParty } from '../x12/party.ts';
import { amountText, type OutgoingSegment } from '../x12/write.ts';
import type { Claim } from './claim.ts';
import type { BillableClaim } from './claim-batch.ts';
import type { OtherCoverage } from './other-coverage.ts';
import { coverageSegments } from './write-coverage.ts';
import { decisionSegments, firstPayerOf } from './write-first-payer.ts';

const mostDiagnoses = 12;
const mostPointers = 4;

/** NM103 is mandatory for a provider of whom the practice knows only the NPI. */
const unknownName = 'UNKNOWN';

export function claimSegments(billable: BillableClaim, practice: Practice): OutgoingSegment[] {
  return [
    ...headSegments(billable),
    ...providerSegments(billable, practice),
    ...[...firstPayerOf(billable), ...otherPayerOf(billable)].flatMap(coverageSegments),
    ...billable.claim.encounter.lines.flatMap((line) => [
      ...lineSegments(line, billable.claim),
      ...decisionSegments(billable, line.line),
    ]),
  ];
}

function headSegments(billable: BillableClaim): OutgoingSegment[] {
  const { authorizationNumber, claim, frequency, originalControlNumber } = billable;
  const { diagnoses, placeOfService } = claim.encounter;
  const place = [placeOfService, 'B', frequency];
  const total = amountText(claim.chargeCents);
  const segments: OutgoingSegment[] = [
    ['CLM', claim.claimId, total, '', '', place, 'Y', 'A', 'Y', 'Y'],
  ];
  if (authorizationNumber !== '') segments.push(['REF', 'G1', authorizationNumber]);
  if (frequency !== '1' && originalControlNumber !== null) {
    segments.push(['REF', 'F8', originalControlNumber]);
  }
  const coded = diagnoses
    .slice(0, mostDiagnoses)
    .map((diagnosis, index) => [index === 0 ? 'ABK' : 'ABF', diagnosis]);
  if (coded.length > 0) segments.push(['HI', ...coded]);
  return segments;
}

/** Loops 2310A and 2310B; the latter only when somebody else than the billing provider rendered. */
function providerSegments({ claim, rendering }: BillableClaim, practice: Practice) {
  const { referringNpi, renderingNpi } = claim.encounter;
  const segments: OutgoingSegment[] = [];
  if (referringNpi !== '') {
    segments.push(['NM1', 'DN', '1', unknownName, '', '', '', '', 'XX', referringNpi]);
  }
  if (renderingNpi === practice.npi) return segments;
  const { first = '', last = unknownName, taxonomy = '' } = rendering ?? {};
  segments.push(['NM1', '82', '1', last, first, '', '', '', 'XX', renderingNpi]);
  if (taxonomy !== '') segments.push(['PRV', 'PE', 'PXC', taxonomy]);
  return segments;
}

/** Loops 2320, 2330A and 2330B: who pays second. */
export function otherPayerOf({ claim, secondaryPayer }: BillableClaim): readonly OtherCoverage[] {
  const { patient, secondary } = claim.encounter;
  if (secondary === null || secondaryPayer === null) return [];
  const { claimFilingCode, name, payerId } = secondaryPayer;
  const { first, last } = patient;
  const insured = namedParty({ role: 'IL', kind: '1', name: last, first });
  const payer = namedParty({ role: 'PR', kind: '2', name });
  const coverage: OtherCoverage = {
    rank: 'S',
    relationship: '18',
    groupOrPolicy: '',
    groupName: '',
    insuranceType: '',
    filingCode: claimFilingCode,
    adjustments: [],
    paidCents: null,
    patientCents: null,
    benefitsAssigned: 'Y',
    release: 'Y',
    insured: { ...insured, idQualifier: 'MI', id: secondary.memberId },
    payer: { ...payer, idQualifier: 'PI', id: payerId },
    decidedOn: null,
  };
  return [coverage];
}

function lineSegments(line: ServiceLine, claim: Claim): OutgoingSegment[] {
  const pointers = line.pointers.slice(0, mostPointers).map(String);
  const procedure = ['HC', line.procedure, ...line.modifiers];
  const charge = amountText(line.chargeCents);
  const controlNumber = claim.lines.find((known) => known.line === line.line)?.controlNumber ?? '';
  const segments: OutgoingSegment[] = [
    ['LX', String(line.line)],
    ['SV1', procedure, charge, 'UN', String(line.units), '', '', pointers],
    serviceDates(line),
  ];
  if (controlNumber !== '') segments.push(['REF', '6R', controlNumber]);
  return segments;
}

function serviceDates({ serviceDate, serviceDateTo }: ServiceLine): OutgoingSegment {
  const from = compactDate(serviceDate);
  if (serviceDate === serviceDateTo) return ['DTP', '472', 'D8', from];
  return ['DTP', '472', 'RD8', `${from}-${compactDate(serviceDateTo)}`];
}
