/** How an appointment reads back from a stored visit; anything else there is a bug and throws. */
import * as z from 'zod/mini';
import { insuredFields, personFields } from '../encounter/stored-encounter.ts';
import { dateSchema, rowSchema } from '../values/schemas.ts';
import { appointmentStatuses } from './appointment.ts';

export const appointmentSchema = rowSchema({
  appointmentId: z.string(),
  patient: rowSchema(personFields),
  ...insuredFields,
  renderingNpi: z.string(),
  visitOn: dateSchema,
  procedures: z.array(z.string()),
  status: z.enum(appointmentStatuses),
  madeOn: z.nullable(dateSchema),
});
