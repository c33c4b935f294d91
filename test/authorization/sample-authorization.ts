/** Made-up requests for authorization and decisions of them. */
import fc from 'fast-check';
import type {
  AuthorizationDecision,
  AuthorizationRequest,
  AuthorizedService,
} from '../../shared/authorization/authorization.ts';
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

const anyService: fc.Arbitrary<AuthorizedService> = fc
  .record({
    kind: fc.constantFrom('professional', 'institutional'),
    revenueCode: maybeCode,
    procedure: fc.option(anyProcedure),
    chargeCents: fc.option(anyAmount),
    unit: fc.constantFrom('', 'UN', 'DA'),
    quantity: maybeDecimal,
    diagnosisPointers: fc.array(fc.constantFrom('1', '2'), { maxLength: 4 }),
  })
  .map((given) =>
    given.kind === 'professional'
      ? { ...given, revenueCode: '' }
      : { ...given, diagnosisPointers: [] },
  );

const item = {
  traces: fc.array(anyTrace, few),
  review: fc.option(
    fc.record({
      category: fc.constantFrom('HS', 'AR'),
      certification: fc.constantFrom('I', 'R', '3'),
      serviceType: maybeCode,
      facility: maybeCode,
      facilityQualifier: fc.constantFrom('A', 'B'),
      level: fc.constantFrom('', 'U', 'E'),
    }),
  ),
  references: fc.array(anyReference, few),
  dates: fc.array(periodNamed('AAH', '472', '473', '435', '007'), few),
  diagnoses: fc.array(healthCodeAs('ABK', 'ABF', 'ABJ'), { maxLength: 14 }),
  admission: fc.option(fc.record({ type: anyCode, source: maybeCode, patientStatus: maybeCode })),
  service: fc.option(anyService),
  deliveries: fc.array(anyDelivery, few),
  messages: fc.array(anyCode, few),
};

const provider = partyAs('SJ', '71', 'FA');

const anyRequested = fc.record({ ...item, providers: fc.array(provider, few) });

const anyDecided = fc.record({
  ...item,
  providers: fc.array(answered(provider), few),
  rejections: fc.array(anyRejection, few),
  decision: fc.option(
    fc.record({
      action: fc.constantFrom('A1', 'A3', 'A4', 'A6', 'CT'),
      number: maybeCode,
      reasons: fc.array(fc.constantFrom('01', '0M', '35'), { maxLength: 3 }),
      secondOpinion: fc.constantFrom('', 'Y', 'N'),
    }),
  ),
});

function answered<T extends object>(party: fc.Arbitrary<T>) {
  return fc
    .tuple(party, fc.array(anyRejection, few))
    .map(([given, rejections]) => ({ ...given, rejections }));
}

function heading(purpose: string) {
  return anyHeading.map((given) => ({ ...given, purpose }));
}

export const anyRequest: fc.Arbitrary<AuthorizationRequest> = fc.record({
  heading: heading('13'),
  payer: fc.option(partyAs('X3')),
  requester: fc.option(partyAs('1P')),
  subscriber: partyAs('IL'),
  dependent: fc.option(partyAs('QC')),
  event: fc.option(anyRequested),
  services: fc.array(anyRequested, { maxLength: 3 }),
});

export const anyDecision: fc.Arbitrary<AuthorizationDecision> = fc.record({
  heading: heading('11'),
  payer: fc.option(answered(partyAs('X3'))),
  requester: fc.option(answered(partyAs('1P'))),
  subscriber: answered(partyAs('IL')),
  dependent: fc.option(answered(partyAs('QC'))),
  event: fc.option(anyDecided),
  services: fc.array(anyDecided, { maxLength: 3 }),
});
