/** How a facility's bill reads back from a stored claim; anything else there is a bug and throws. */
import * as z from 'zod/mini';
import { centsSchema, dateSchema, rowSchema } from '../values/schemas.ts';

const periodSchema = rowSchema({ from: dateSchema, to: dateSchema });

const codeSchema = rowSchema({
  qualifier: z.string(),
  code: z.string(),
  period: z.nullable(periodSchema),
  amountCents: z.nullable(centsSchema),
  presentOnAdmission: z.string(),
});

const addressSchema = rowSchema({
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  state: z.string(),
  zip: z.string(),
  country: z.string(),
});

const contactSchema = rowSchema({
  role: z.string(),
  name: z.string(),
  ways: z.array(rowSchema({ kind: z.string(), to: z.string() })),
});

const membershipSchema = rowSchema({
  subscriber: z.string(),
  relationship: z.string(),
  change: z.string(),
  changeReason: z.string(),
  birthSequence: z.string(),
});

const partySchema = rowSchema({
  role: z.string(),
  kind: z.string(),
  name: z.string(),
  first: z.string(),
  middle: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  idQualifier: z.string(),
  id: z.string(),
  references: z.array(
    rowSchema({ qualifier: z.string(), id: z.string(), description: z.string() }),
  ),
  address: z.nullable(addressSchema),
  contacts: z.array(contactSchema),
  specialty: z.nullable(rowSchema({ role: z.string(), qualifier: z.string(), code: z.string() })),
  birthDate: z.nullable(dateSchema),
  sex: z.string(),
  membership: z.nullable(membershipSchema),
});

const lineSchema = rowSchema({
  revenueCode: z.string(),
  procedure: z.nullable(
    rowSchema({
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

export const facilityBillSchema = rowSchema({
  admissionType: z.string(),
  admissionSource: z.string(),
  patientStatus: z.string(),
  statement: z.nullable(periodSchema),
  admittedOn: z.nullable(dateSchema),
  admissionHour: z.string(),
  dischargeHour: z.string(),
  medicalRecordNumber: z.string(),
  consents: rowSchema({
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
