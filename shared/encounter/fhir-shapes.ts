/** The parts of FHIR R4 resources that a professional claim needs; everything else is passed over. */
import * as z from 'zod/mini';

const text = z._default(z.string(), '');
const many = <Shape extends z.ZodMiniType>(shape: Shape) => z._default(z.array(shape), []);

const codeable = z.object({ coding: many(z.object({ system: text, code: text })) });
const noCode = { coding: [] };
const identifier = z.object({ system: text, value: text, type: z._default(codeable, noCode) });
const reference = z.object({ reference: text, identifier: z.optional(identifier) });
const nowhere = { reference: '' };
const money = z.object({ value: z.number() });
const period = z.object({ start: text, end: text });
const identified = { id: text, identifier: many(identifier) };

const itemShape = z.object({
  productOrService: codeable,
  modifier: many(codeable),
  servicedDate: text,
  servicedPeriod: z.optional(period),
  locationCodeableConcept: z._default(codeable, noCode),
  quantity: z.optional(z.object({ value: z.number() })),
  unitPrice: z.optional(money),
  net: z.optional(money),
  diagnosisSequence: many(z.number()),
  careTeamSequence: many(z.number()),
  encounter: many(reference),
  detail: many(z.unknown()),
});

export const claimShape = z.object({
  ...identified,
  status: text,
  use: text,
  type: z._default(codeable, noCode),
  patient: reference,
  provider: z._default(reference, nowhere),
  billablePeriod: z.optional(period),
  careTeam: many(
    z.object({ sequence: z.number(), provider: reference, role: z._default(codeable, noCode) }),
  ),
  diagnosis: many(
    z.object({
      sequence: z.number(),
      diagnosisCodeableConcept: z.optional(codeable),
      diagnosisReference: z.optional(reference),
    }),
  ),
  insurance: many(
    z.object({ sequence: z.number(), coverage: reference, preAuthRef: many(z.string()) }),
  ),
  item: z.array(itemShape).check(z.minLength(1)),
  total: z.optional(money),
});

/** A Patient, or the RelatedPerson who is insured. */
export const personShape = z.object({
  ...identified,
  name: many(z.object({ use: text, family: text, given: many(z.string()) })),
  birthDate: text,
  gender: text,
  address: many(z.object({ line: many(z.string()), city: text, state: text, postalCode: text })),
});

export const coverageShape = z.object({
  ...identified,
  subscriberId: text,
  subscriber: z._default(reference, nowhere),
  relationship: z._default(codeable, noCode),
  payor: many(reference),
  class: many(z.object({ type: codeable, value: text })),
});

/** A Practitioner or an Organization, or the PractitionerRole of one at the other. */
export const partyShape = z.object({ ...identified, practitioner: z._default(reference, nowhere) });

export const conditionShape = z.object({ code: codeable });
export const encounterShape = z.object({ period });

export type FhirClaim = z.infer<typeof claimShape>;
export type FhirItem = z.infer<typeof itemShape>;
export type FhirPerson = z.infer<typeof personShape>;
export type FhirCoverage = z.infer<typeof coverageShape>;
export type FhirCode = z.infer<typeof codeable>;
export type FhirIdentifier = z.infer<typeof identifier>;
export type FhirReference = z.infer<typeof reference>;
