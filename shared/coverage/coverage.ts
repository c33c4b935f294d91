/** What a payer answered of one visit's coverage, in our words, and how it reads back from the store. */
import * as z from 'zod/mini';
import { centsSchema, dateSchema, rowSchema } from '../values/schemas.ts';

/** What a person has to settle, the gravest first. */
export const coverageProblems = [
  'not-in-force',
  'member-not-found',
  'birth-date-differs',
  'name-differs',
  'provider-refused',
  'question-refused',
  'payer-unavailable',
  'answer-promised',
  'status-pending',
  'status-missing',
  'payer-changed',
  'other-payer-first',
  'other-coverage',
  'benefit-used-up',
  'member-id-differs',
] as const;

export type CoverageProblem = (typeof coverageProblems)[number];

const problemSchema = rowSchema({
  problem: z.enum(coverageProblems),
  /** The element that says so, with its code: `AAA03-75`. Never a value of a patient. */
  evidence: z.string(),
});

export type FoundProblem = z.infer<typeof problemSchema>;

export const coverageSchema = rowSchema({
  /** `unknown` is not verified. */
  standing: z.enum(['in-force', 'not-in-force', 'unknown']),
  problems: z.array(problemSchema),
  /** The patient as the payer knows them; empty and null where it does not say. */
  known: rowSchema({ last: z.string(), first: z.string(), birthDate: z.nullable(dateSchema) }),
  planFrom: z.nullable(dateSchema),
  planTo: z.nullable(dateSchema),
  deductibleLeftCents: z.nullable(centsSchema),
  outOfPocketLeftCents: z.nullable(centsSchema),
  copayCents: z.nullable(centsSchema),
  /** A Qualified Medicare Beneficiary owes nothing. */
  qmb: z.boolean(),
  /** Procedures for which the payer says that it wants to be asked first. */
  authorizationAsked: z._default(z.array(z.string()), []),
});

export type Coverage = z.infer<typeof coverageSchema>;

export function hasProblem(coverage: Coverage, ...problems: readonly CoverageProblem[]): boolean {
  return coverage.problems.some((row) => problems.includes(row.problem));
}
