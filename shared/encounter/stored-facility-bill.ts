/** How a facility's bill reads back from a stored claim; anything else there is a bug and throws. */
import * as z from 'zod/mini';
import { centsSchema, dateSchema } from '../values/schemas.ts';

const periodSchema = z.object({ from: dateSchema, to: dateSchema });

const codeSchema = z.object({
  qualifier: z.string(),
  code: z.string(),
  period: z.nullable(periodSchema),
  amountCents: z.nullable(centsSchema),
  presentOnAdmission: z.string(),
});

const addressSchema = z.object({
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  state: z.string(),
  zip: z.string(),
  country: z.string(),
});

const contactSchema = z.object({
  role: z.string(),
  name: z.string(),
  ways: z.array(z.object({ kind: z.string(), to: z.string() })),
});

const membershipSchema = z.object({
  subscriber: z.string(),
  relationship: z.string(),
  change: z.string(),
  changeReason: z.string(),
  birthSequence: z.string(),
});

const partySchema = z.object({
  role: z.string(),
  kind: z.string(),
  name: z.string(),
  first: z.string(),
  middle: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  idQualifier: z.string(),
  id: z.string(),
  references: z.array(z.object({ qualifier: z.string(), id: z.string(), description: z.string() })),
  address: z.nullable(addressSchema),
  contacts: z.array(contactSchema),
  specialty: z.nullable(z.object({ role: z.string(), qualifier: z.string(), code: z.string() })),
  birthDate: z.nullable(dateSchema),
  sex: z.string(),
  membership: z.nullable(membershipSchema),
});

const lineSchema = z.object({
  revenueCode: z.string(),
  procedure: z.nullable(
    z.object({
      qualifier: z.string(),
      code: z.string(),
      modifiers: z.array(z.string()),
      description: z.string(),
      rangeEnd: z.string(),
    }),
  ),
  unit: z.string(),
  nonCoveredCents: z.nullable(centsSchema),
  dated: z.boolean(),
});

export const facilityBillSchema = z.object({
  admissionType: z.string(),
  admissionSource: z.string(),
  patientStatus: z.string(),
  statement: z.nullable(periodSchema),
  admittedOn: z.nullable(dateSchema),
  admissionHour: z.string(),
  dischargeHour: z.string(),
  medicalRecordNumber: z.string(),
  consents: z.object({
    signature: z.string(),
    assignment: z.string(),
    benefits: z.string(),
    release: z.string(),
  }),
  codes: z.array(codeSchema),
  providers: z.array(partySchema),
  lines: z.array(lineSchema),
  firstPayer: z.boolean(),
  leftOut: z.array(z.string()),
});
