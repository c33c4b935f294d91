/** Made-up questions about coverage and answers to them. */
import fc from 'fast-check';
import type { Benefit, EligibilityAnswer } from '../../shared/eligibility/eligibility-answer.ts';
import type {
  EligibilityInquiry,
  EligibilityQuestion,
} from '../../shared/eligibility/eligibility-inquiry.ts';
import {
  anyAmount,
  anyCode,
  anyDelivery,
  anyHeading,
  anyProcedure,
  anyReference,
  anyRejection,
  anyTrace,
  few,
  healthCodeAs,
  maybeCode,
  maybeDecimal,
  partyAs,
  periodNamed,
} from '../x12/sample-values.ts';

const anyCircumstance = fc.record({ qualifier: fc.constant('ZZ'), code: anyCode });
const anyPointers = fc.array(fc.constantFrom('1', '2', '12'), { maxLength: 4 });
const anyServices = fc.array(fc.constantFrom('30', '98', 'UC', 'MH'), { maxLength: 4 });

const anyBenefit: fc.Arbitrary<Benefit> = fc.record({
  information: fc.constantFrom('1', '6', 'A', 'B', 'C', 'F', 'G', 'R'),
  coverageLevel: fc.constantFrom('', 'IND', 'FAM'),
  serviceTypes: anyServices,
  insuranceType: fc.constantFrom('', 'MC', 'HM'),
  planName: maybeCode,
  timePeriod: fc.constantFrom('', '23', '29'),
  amountCents: fc.option(anyAmount),
  percent: maybeDecimal,
  quantityUnit: fc.constantFrom('', 'VS'),
  quantity: maybeDecimal,
  authorizationRequired: fc.constantFrom('', 'Y', 'N', 'U'),
  inNetwork: fc.constantFrom('', 'Y', 'N', 'W'),
  procedure: fc.option(anyProcedure),
  diagnosisPointers: anyPointers,
  deliveries: fc.array(anyDelivery, few),
  references: fc.array(anyReference, few),
  dates: fc.array(periodNamed('348', '349', '435'), few),
  rejections: fc.array(anyRejection, few),
  messages: fc.array(anyCode, few),
  circumstances: fc.array(anyCircumstance, few),
  related: fc.array(partyAs('PR', 'P3', 'SEP'), few),
});

function questioned<T extends object>(party: fc.Arbitrary<T>) {
  return fc
    .tuple(party, fc.array(anyRejection, few))
    .map(([given, rejections]) => ({ ...given, rejections }));
}

function asked(role: string) {
  return fc
    .tuple(
      partyAs(role),
      fc.array(periodNamed('291', '346', '347', '307'), few),
      fc.array(healthCodeAs('BK', 'BF'), { maxLength: 14 }),
    )
    .map(([party, dates, diagnoses]) => ({ ...party, dates, diagnoses }));
}

export const anyAnswer: fc.Arbitrary<EligibilityAnswer> = fc.record({
  heading: anyHeading,
  payer: fc.option(questioned(partyAs('PR', '2B'))),
  provider: fc.option(questioned(partyAs('1P', 'FA'))),
  subscriber: questioned(asked('IL')),
  dependent: fc.option(questioned(asked('03'))),
  traces: fc.array(anyTrace, few),
  benefits: fc.array(anyBenefit, { maxLength: 4 }),
});

const anyQuestion: fc.Arbitrary<EligibilityQuestion> = fc.record({
  serviceTypes: anyServices,
  procedure: fc.option(anyProcedure),
  coverageLevel: fc.constantFrom('', 'IND', 'FAM'),
  insuranceType: maybeCode,
  diagnosisPointers: anyPointers,
  circumstances: fc.array(anyCircumstance, few),
  references: fc.array(anyReference, few),
  dates: fc.array(periodNamed('291'), few),
});

export const anyInquiry: fc.Arbitrary<EligibilityInquiry> = fc.record({
  heading: anyHeading,
  payer: fc.option(partyAs('PR')),
  provider: fc.option(partyAs('1P')),
  subscriber: asked('IL'),
  dependent: fc.option(asked('03')),
  traces: fc.array(anyTrace, few),
  questions: fc.array(anyQuestion, { maxLength: 3 }),
});
