/** How the values read back from a database row or a message; anything else there is a bug and throws. */
import * as z from 'zod/mini';
import { type $strip, $ZodObjectJIT, type $ZodShape } from 'zod/v4/core';
import { type CalendarDate, parseDate } from './dates.ts';
import type { Severity } from './issue.ts';
import type { Cents } from './money.ts';

export const centsSchema = valueSchema<Cents>((value) => Number.isSafeInteger(value));

export const dateSchema = valueSchema<CalendarDate>(
  (value) => typeof value === 'string' && parseDate(value) !== undefined,
);

/** An identity that our own code wrote there. */
export function idSchema<Id extends string>() {
  return valueSchema<Id>((value) => typeof value === 'string');
}

/** As z.custom, for values of which there are many: zod's bookkeeping begins only where one is wrong. */
function valueSchema<Value>(isRight: (value: unknown) => boolean) {
  const schema = z.custom<Value>(isRight);
  const refuse = schema._zod.run;
  schema._zod.run = (payload, context) =>
    isRight(payload.value) ? payload : refuse(payload, context);
  return schema;
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
