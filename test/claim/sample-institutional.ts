/** Made-up claims of facilities. */
import fc from 'fast-check';
import type { InstitutionalClaim } from '../../shared/claim/institutional-claim.ts';
import type { LineAdjudication, OtherCoverage } from '../../shared/claim/other-coverage.ts';
import type { Person } from '../../shared/claim/submitted-claim.ts';
import type { InstitutionalBatch } from '../../shared/claim/write-institutional.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import {
  anyAmount,
  anyCode,
  anyDay,
  anyPeriod,
  anyProcedure,
  few,
  healthCodeAs,
  maybeCode,
  maybeDecimal,
  partyAs,
} from '../x12/sample-values.ts';
import { practice } from './sample-batch.ts';

const hour = fc.constantFrom('', '0000', '1130', '2359');

const anyPerson: fc.Arbitrary<Person> = fc.oneof(
  fc.record({
    last: anyCode,
    first: anyCode,
    birthDate: anyDay,
    sex: fc.constantFrom('F', 'M', 'U'),
    address: fc.record({
      line1: anyCode,
      city: anyCode,
      state: anyCode,
      zip: fc.constant('00000'),
    }),
  }),
  fc.record({
    last: anyCode,
    first: maybeCode,
    birthDate: fc.constant(null),
    sex: fc.constant('U'),
    address: fc.constant({ line1: '', city: '', state: '', zip: '' }),
  }),
);

const anyAdjustment = fc.record({
  group: fc.constantFrom('CO', 'PR', 'OA'),
  reason: fc.constantFrom('45', '1', '2'),
  amountCents: fc.option(anyAmount),
  quantity: maybeDecimal,
});
const anyAdjustments = fc.array(anyAdjustment, { maxLength: 9 });

const anyCoverage: fc.Arbitrary<OtherCoverage> = fc
  .record({
    rank: fc.constantFrom('P', 'S', 'T'),
    relationship: fc.constantFrom('18', '01', '19'),
    groupOrPolicy: maybeCode,
    groupName: maybeCode,
    insuranceType: fc.constantFrom('', '47', 'MP'),
    filingCode: fc.constantFrom('', 'CI', 'MB'),
    adjustments: anyAdjustments,
    paidCents: fc.option(anyAmount),
    patientCents: fc.option(anyAmount),
    benefitsAssigned: fc.constantFrom('Y', 'N'),
    release: fc.constantFrom('Y', 'I'),
    insured: fc.option(partyAs('IL')),
    payer: fc.option(partyAs('PR')),
    decidedOn: fc.option(anyDay),
  })
  .map((given) => ({
    ...given,
    insured: given.insured && { ...given.insured, membership: null },
    payer: given.payer && { ...given.payer, membership: null },
    decidedOn: given.payer === null ? null : given.decidedOn,
  }));

const anyAdjudication: fc.Arbitrary<LineAdjudication> = fc.record({
  payerId: anyCode,
  paidCents: fc.option(anyAmount),
  procedure: fc.option(anyProcedure),
  revenueCode: maybeCode,
  paidUnits: maybeDecimal,
  bundledInto: maybeCode,
  adjustments: anyAdjustments,
  patientCents: fc.option(anyAmount),
  decidedOn: fc.option(anyDay),
});

const anyLine = fc
  .record({
    revenueCode: fc.constantFrom('0120', '0450', '0360'),
    procedure: fc.option(anyProcedure),
    chargeCents: fc.option(anyAmount),
    unit: fc.constantFrom('UN', 'DA'),
    quantity: maybeDecimal,
    nonCoveredCents: fc.option(anyAmount),
    days: fc.option(anyPeriod),
    controlNumber: maybeCode,
    adjudications: fc.array(anyAdjudication, few),
  })
  .map(({ days, ...line }) => ({
    ...line,
    serviceDate: days?.from ?? null,
    serviceDateTo: days?.to ?? null,
  }));

const provider = (role: string) =>
  fc.option(partyAs(role).map((party) => ({ ...party, membership: null })));
const list = (...qualifiers: string[]) => fc.array(healthCodeAs(...qualifiers), { maxLength: 14 });
const one = (...qualifiers: string[]) => fc.option(healthCodeAs(...qualifiers));

const anyParties = fc
  .record({
    payerId: anyCode,
    payerName: anyCode,
    payerRank: fc.constantFrom('P', 'S'),
    filingCode: fc.constantFrom('MA', 'CI'),
    groupOrPolicy: maybeCode,
    memberId: anyCode,
    relationship: fc.constantFrom('self', 'spouse', 'child', 'other'),
    subscriber: anyPerson,
    patient: anyPerson,
  })
  .map((given) => ({
    ...given,
    patient: given.relationship === 'self' ? given.subscriber : given.patient,
  }));

const anyHead = fc
  .record({
    patientControlNumber: anyCode,
    chargeCents: fc.option(anyAmount),
    frequency: fc.constantFrom('1', '7', '8'),
    consents: fc.record({
      signature: fc.constantFrom('', 'Y'),
      assignment: fc.constantFrom('A', 'C'),
      benefits: fc.constantFrom('Y', 'N'),
      release: fc.constantFrom('Y', 'I'),
    }),
    priorAuthorization: maybeCode,
    originalControlNumber: maybeCode,
    coverages: fc.array(anyCoverage, { maxLength: 3 }),
  })
  .map((given) => ({
    ...given,
    originalControlNumber: given.frequency === '1' ? '' : given.originalControlNumber,
  }));

const anyStay = fc
  .record({
    facilityType: fc.constantFrom('11', '13', '83'),
    admissionType: fc.constantFrom('', '1', '3'),
    admissionSource: fc.constantFrom('', '7'),
    patientStatus: fc.constantFrom('', '01', '30'),
    statement: fc.option(anyPeriod),
    admittedOn: fc.option(anyDay),
    admissionHour: hour,
    dischargeHour: hour,
    medicalRecordNumber: maybeCode,
  })
  .map((given) => ({
    ...given,
    admissionHour: given.admittedOn === null ? '' : given.admissionHour,
  }));

const anyCodes = fc.record({
  principalDiagnosis: one('ABK', 'BK'),
  admittingDiagnosis: one('ABJ', 'BJ'),
  visitReasons: list('APR', 'PR'),
  externalCauses: list('ABN', 'BN'),
  otherDiagnoses: list('ABF', 'BF'),
  principalProcedure: one('BBR', 'CAH'),
  otherProcedures: list('BBQ'),
  occurrenceSpans: list('BI'),
  occurrences: list('BH'),
  values: list('BE'),
  conditions: list('BG'),
  diagnosisRelatedGroup: one('DR'),
  otherCodes: list('TC', 'ZZ'),
});

const anyRest = fc.record({
  attending: provider('71'),
  operating: provider('72'),
  otherOperating: provider('ZZ'),
  rendering: provider('82'),
  referring: provider('DN'),
  serviceFacility: provider('77'),
  lines: fc
    .array(anyLine, { maxLength: 4 })
    .map((lines) => lines.map((line, index) => ({ ...line, line: index + 1 }))),
});

export const anyInstitutionalClaim: fc.Arbitrary<InstitutionalClaim> = fc
  .tuple(anyParties, anyHead, anyStay, anyCodes, anyRest)
  .map(([parties, head, stay, codes, rest]) => ({
    ...parties,
    ...head,
    ...stay,
    ...codes,
    ...rest,
  }));

export function institutionalBatch(claims: readonly InstitutionalClaim[]): InstitutionalBatch {
  const { address, name, npi, phone, submitterId, taxId, taxonomy } = practice;
  return {
    submitterId,
    phone,
    billing: { address, name, npi, taxId, taxonomy },
    receiver: 'clearinghouse',
    createdOn: calendarDate('2026-01-16'),
    interchangeNumber: 42,
    groupNumber: 7,
    firstTransactionNumber: 11,
    claims,
  };
}
