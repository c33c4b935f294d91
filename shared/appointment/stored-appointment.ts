/** How an appointment reads back from a stored visit; anything else there is a bug and throws. */
import * as z from 'zod/mini';
import type { PayerId } from '../values/ids.ts';
import { dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { appointmentStatuses } from './appointment.ts';

export const appointmentSchema = rowSchema({
  appointmentId: z.string(),
  patient: rowSchema({
    patientId: z.string(),
    last: z.string(),
    first: z.string(),
    birthDate: dateSchema,
    sex: z.enum(['F', 'M', 'U']),
  }),
  payerId: idSchema<PayerId>(),
  memberId: z.string(),
  groupNumber: z.string(),
  relationship: z.enum(['self', 'spouse', 'child', 'other']),
  subscriber: z.nullable(
    rowSchema({ last: z.string(), first: z.string(), birthDate: z.nullable(dateSchema) }),
  ),
  secondary: z.nullable(rowSchema({ payerId: idSchema<PayerId>(), memberId: z.string() })),
  priorAuthorization: z.string(),
  renderingNpi: z.string(),
  visitOn: dateSchema,
  procedures: z.array(z.string()),
  status: z.enum(appointmentStatuses),
  madeOn: z.nullable(dateSchema),
});
