/** The chart's coded facts as JSON; facts that we do not know are left out. */
import * as z from 'zod/mini';
import type { Documentation } from './encounter.ts';

export const documentationSchema = z.object({
  mdm: z.exactOptional(z.string()),
  minutes: z.exactOptional(z.number()),
  procedures: z.exactOptional(z.array(z.string())),
  diagnoses: z.exactOptional(z.array(z.string())),
  signed: z.exactOptional(z.boolean()),
});

/** Reads `{"mdm":"low","minutes":25,…}`; undefined for anything that is no such object. */
export function parseDocumentation(text: string): Documentation | undefined {
  try {
    return documentationSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
