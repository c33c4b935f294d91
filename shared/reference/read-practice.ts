/** practice.json: one object, money in integer cents. */
import * as z from 'zod/mini';
import { type Issue, issue } from '../values/issue.ts';
import { cents } from '../values/money.ts';
import type { Practice } from './reference.ts';

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));
const amount = z.number().check(
  z.nonnegative(),
  z.refine((value) => Number.isSafeInteger(value)),
);

const practiceJson = z.object({
  name: text,
  npi: z.string().check(z.regex(/^\d{10}$/)),
  tax_id: z.string().check(z.regex(/^\d{2}-?\d{7}$/)),
  taxonomy: text,
  address: z.object({
    line1: text,
    city: text,
    state: z.string().check(z.regex(/^[A-Z]{2}$/)),
    zip: z.string().check(z.regex(/^\d{5}-?\d{4}$/)),
  }),
  phone: text,
  time_zone: z.string().check(z.refine(isTimeZone)),
  submitter_id: text,
  tolerance_cents: z._default(amount, 100),
  write_off_limit_cents: z._default(amount, 10_000),
});

/** The practice, or what is wrong with it: `fatal` when the text is no JSON at all. */
export function readPractice(bytes: Uint8Array): {
  readonly practice: Practice | null;
  readonly issues: readonly Issue[];
} {
  const json = parseJson(bytes);
  if (json === undefined) return { practice: null, issues: [issue('bad-json', 'fatal')] };
  const read = practiceJson.safeParse(json);
  if (read.success) return { practice: practiceOf(read.data), issues: [] };
  const places = new Set(read.error.issues.map((found) => found.path.join('.')));
  return { practice: null, issues: [...places].map((at) => issue('bad-value', 'error', 1, at)) };
}

function practiceOf(json: z.infer<typeof practiceJson>): Practice {
  return {
    name: json.name,
    npi: json.npi,
    taxId: digits(json.tax_id),
    taxonomy: json.taxonomy,
    address: { ...json.address, zip: digits(json.address.zip) },
    phone: digits(json.phone),
    timeZone: json.time_zone,
    submitterId: json.submitter_id,
    toleranceCents: cents(json.tolerance_cents),
    writeOffLimitCents: cents(json.write_off_limit_cents),
  };
}

function digits(written: string): string {
  return written.replaceAll(/\D/g, '');
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** A zone by its IANA name, not by an offset. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
