/** Made-up values of the segments that many transaction sets share. */
import fc from 'fast-check';
import { addDays, calendarDate } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';
import type { Delivery } from '../../shared/x12/delivery.ts';
import type { HealthCode } from '../../shared/x12/health-codes.ts';
import { namedParty, type Party, type Reference } from '../../shared/x12/party.ts';
import type { NamedPeriod, Period } from '../../shared/x12/period.ts';
import type { Procedure, Rejection, Trace } from '../../shared/x12/trace.ts';
import type { Heading, SetEnvelope } from '../../shared/x12/transaction-set.ts';

export const anyCode = fc.stringMatching(/^[A-Z0-9]{1,12}$/);
export const maybeCode = fc.oneof(fc.constant(''), anyCode);
export const anyDay = fc.nat(900).map((days) => addDays(calendarDate('2024-06-01'), days));
export const anyAmount = fc.integer({ min: -99_999_999, max: 99_999_999 }).map(cents);
const anyDecimal = fc.constantFrom('.2', '0.35', '1', '12', '7.5', '0');
export const maybeDecimal = fc.option(anyDecimal);
export const few = { maxLength: 2 };

export const anyPeriod: fc.Arbitrary<Period> = fc
  .tuple(anyDay, fc.nat(90))
  .map(([from, days]) => ({ from, to: addDays(from, days) }));

export function periodNamed(...qualifiers: string[]): fc.Arbitrary<NamedPeriod> {
  return fc
    .tuple(anyPeriod, fc.constantFrom(...qualifiers))
    .map(([period, qualifier]) => ({ qualifier, ...period }));
}

export const anyReference: fc.Arbitrary<Reference> = fc.record({
  qualifier: fc.constantFrom('0F', '6P', 'SY', '1L'),
  id: anyCode,
  description: maybeCode,
});

/** Without references, address, contacts or anything but what NM1 says. */
function nameAs(...roles: string[]): fc.Arbitrary<Party> {
  return fc
    .record({
      role: fc.constantFrom(...roles),
      kind: fc.constantFrom('1', '2'),
      name: anyCode,
      first: maybeCode,
      middle: maybeCode,
      prefix: maybeCode,
      suffix: maybeCode,
      idQualifier: fc.constantFrom('XX', 'PI', 'MI', '46'),
      id: anyCode,
    })
    .map((name) => namedParty(name));
}

export function partyAs(...roles: string[]): fc.Arbitrary<Party> {
  return fc.tuple(nameAs(...roles), anyDetails).map(([name, details]) => ({ ...name, ...details }));
}

const anyDetails = fc.record({
  references: fc.array(anyReference, few),
  address: fc.option(
    fc.record({
      line1: maybeCode,
      line2: maybeCode,
      city: anyCode,
      state: maybeCode,
      zip: maybeCode,
      country: maybeCode,
    }),
  ),
  contacts: fc.array(
    fc.record({
      role: fc.constant('IC'),
      name: maybeCode,
      ways: fc.array(fc.record({ kind: fc.constantFrom('TE', 'FX', 'EM'), to: anyCode }), {
        maxLength: 3,
      }),
    }),
    few,
  ),
  specialty: fc.option(fc.record({ role: fc.constant('PE'), qualifier: anyCode, code: anyCode })),
  birthDate: fc.option(anyDay),
  sex: fc.constantFrom('', 'F', 'M', 'U'),
  membership: fc.option(
    fc.record({
      subscriber: fc.constantFrom('Y', 'N'),
      relationship: fc.constantFrom('18', '01', '19'),
      change: fc.constantFrom('', '001'),
      changeReason: fc.constantFrom('', '25'),
      birthSequence: fc.constantFrom('', '2'),
    }),
  ),
});

export const anyTrace: fc.Arbitrary<Trace> = fc.record({
  kind: fc.constantFrom('1', '2'),
  number: anyCode,
  origin: maybeCode,
  originDetail: maybeCode,
});

export const anyRejection: fc.Arbitrary<Rejection> = fc.record({
  valid: fc.constantFrom('Y', 'N'),
  reason: fc.constantFrom('42', '72', '75'),
  followUp: fc.constantFrom('C', 'N', 'R', ''),
});

export const anyProcedure: fc.Arbitrary<Procedure> = fc.record({
  qualifier: fc.constant('HC'),
  code: anyCode,
  modifiers: fc.array(fc.stringMatching(/^[A-Z0-9]{2}$/), { maxLength: 4 }),
  description: maybeCode,
  rangeEnd: maybeCode,
});

export const anyDelivery: fc.Arbitrary<Delivery> = fc.record({
  unit: fc.constantFrom('VS', 'DY'),
  quantity: maybeDecimal,
  frequencyUnit: maybeCode,
  frequency: maybeDecimal,
  periodUnit: maybeCode,
  periods: maybeDecimal,
  pattern: maybeCode,
  timeOfDay: maybeCode,
});

export function healthCodeAs(...qualifiers: string[]): fc.Arbitrary<HealthCode> {
  return fc.record({
    qualifier: fc.constantFrom(...qualifiers),
    code: anyCode,
    period: fc.option(anyPeriod),
    amountCents: fc.option(anyAmount),
    presentOnAdmission: fc.constantFrom('', 'Y', 'N'),
  });
}

export const anyHeading: fc.Arbitrary<Heading> = fc.record({
  purpose: fc.constantFrom('13', '11', '01'),
  reference: anyCode,
  madeOn: fc.option(anyDay),
  madeAt: fc.constantFrom('', '1800', '07300015'),
  kind: fc.constantFrom('', 'RT', '18'),
});

export const envelope: SetEnvelope = {
  sender: 'FAKECLINIC',
  receiver: 'FAKEPAYER',
  date: calendarDate('2026-03-02'),
  time: '1800',
  number: 42,
};

export const anyEnvelope: fc.Arbitrary<SetEnvelope> = fc.constantFrom(
  envelope,
  { ...envelope, delimiters: { element: '|', component: '>', repetition: '!', segment: '\n' } },
  { ...envelope, delimiters: { element: ']', component: '<', repetition: '\\', segment: '[' } },
);
