/** How the values read back from a database row or a message; anything else there is a bug and throws. */
import * as z from 'zod/mini';
import { type $strip, $ZodObjectJIT, type $ZodShape } from 'zod/v4/core';
import { type CalendarDate, parseDate } from './dates.ts';
import type { Severity } from './issue.ts';
import type { Cents } from './money.ts';

export const centsSchema = z.custom<Cents>((value) => Number.isSafeInteger(value));

export const dateSchema = z.custom<CalendarDate>(
  (value) => typeof value === 'string' && parseDate(value) !== undefined,
);

/** An identity that our own code wrote there. */
export function idSchema<Id extends string>() {
  return z.custom<Id>((value) => typeof value === 'string');
}

/** As z.object, for rows of which there are many: what checks one is compiled when the first is read. */
export function rowSchema<Shape extends $ZodShape>(shape: Shape): z.ZodMiniObject<Shape, $strip> {
  const schema = z.object(shape);
  $ZodObjectJIT.init(schema, schema._zod.def);
  schema._zod.run = schema._zod.parse;
  return schema;
}

export const issueSchema = z.object({
  code: z.string(),
  severity: z.custom<Severity>((value) => ['fatal', 'error', 'warning'].includes(String(value))),
  row: z.nullable(z.number()),
  place: z.nullable(z.string()),
});
