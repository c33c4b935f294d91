/** How an encounter reads back from a stored claim; anything else there is a bug and throws. */
import * as z from 'zod/mini';
import type { EncounterId, PayerId } from '../values/ids.ts';
import { centsSchema, dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { documentationSchema } from './documentation.ts';
import { facilityBillSchema } from './stored-facility-bill.ts';

const lineSchema = rowSchema({
  line: z.number(),
  serviceDate: dateSchema,
  serviceDateTo: dateSchema,
  procedure: z.string(),
  modifiers: z.array(z.string()),
  pointers: z.array(z.number()),
  units: z.number(),
  chargeCents: centsSchema,
});

/** What an appointment tells of its patient too. */
export const personFields = {
  patientId: z.string(),
  last: z.string(),
  first: z.string(),
  birthDate: dateSchema,
  sex: z.enum(['F', 'M', 'U']),
};

/** And of who pays for him. */
export const insuredFields = {
  payerId: idSchema<PayerId>(),
  memberId: z.string(),
  groupNumber: z.string(),
  relationship: z.enum(['self', 'spouse', 'child', 'other']),
  subscriber: z.nullable(
    rowSchema({ last: z.string(), first: z.string(), birthDate: z.nullable(dateSchema) }),
  ),
  secondary: z.nullable(rowSchema({ payerId: idSchema<PayerId>(), memberId: z.string() })),
  priorAuthorization: z.string(),
};

export const encounterSchema = rowSchema({
  encounterId: idSchema<EncounterId>(),
  patient: rowSchema({
    ...personFields,
    address: rowSchema({
      line1: z.string(),
      city: z.string(),
      state: z.string(),
      zip: z.string(),
    }),
  }),
  ...insuredFields,
  referringNpi: z.string(),
  renderingNpi: z.string(),
  placeOfService: z.string(),
  diagnoses: z.array(z.string()),
  lines: z.array(lineSchema),
  closedAt: z.string(),
  documented: z.nullable(documentationSchema),
  notOriginal: z.exactOptional(rowSchema({ rank: z.string(), frequency: z.string() })),
  facility: z.exactOptional(facilityBillSchema),
});
