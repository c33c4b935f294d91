/** A row of reference as it is stored: its kind, the key by which a later row replaces it, and itself. */
import * as z from 'zod/mini';
import type { DiagnosisCodes } from '../codes/icd10cm.ts';
import type { LocalityIndices, PhysicianFees } from '../codes/mpfs.ts';
import type { PayerId } from '../values/ids.ts';
import { centsSchema, dateSchema, idSchema } from '../values/schemas.ts';
import type {
  Authorization,
  AuthorizationRequirement,
  ContractRate,
  FeeSchedule,
  Payer,
  Practice,
  Provider,
  QueueOwner,
  Receiver,
  Reduction,
} from './reference.ts';

export type ReferenceRows = {
  readonly practice: Practice;
  readonly payers: Payer;
  readonly receivers: Receiver;
  readonly contracts: ContractRate;
  readonly reductions: Reduction;
  readonly fee_schedules: FeeSchedule;
  readonly providers: Provider;
  readonly owners: QueueOwner;
  readonly authorizations: Authorization;
  readonly auth_required: AuthorizationRequirement;
  readonly icd10cm: DiagnosisCodes;
  readonly pprrvu: PhysicianFees;
  readonly gpci: LocalityIndices;
};

export type ReferenceKind = keyof ReferenceRows;

export type ReferenceRow = {
  [Kind in ReferenceKind]: {
    readonly kind: Kind;
    readonly key: string;
    readonly row: ReferenceRows[Kind];
  };
}[ReferenceKind];

/** A key of ASCII letters only, whatever the parts hold. */
export function referenceKey(...parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part.toWellFormed())).join('|');
}

const payerSchema = idSchema<PayerId>();

/** How a stored row reads back; anything else there is a bug and throws. */
export const referenceRowSchema = z.discriminatedUnion('kind', [
  stored(
    'practice',
    z.object({
      name: z.string(),
      npi: z.string(),
      taxId: z.string(),
      taxonomy: z.string(),
      address: z.object({
        line1: z.string(),
        city: z.string(),
        state: z.string(),
        zip: z.string(),
      }),
      phone: z.string(),
      timeZone: z.string(),
      submitterId: z.string(),
      toleranceCents: centsSchema,
      writeOffLimitCents: centsSchema,
    }),
  ),
  stored(
    'payers',
    z.object({
      payerId: payerSchema,
      name: z.string(),
      claimFilingCode: z.string(),
      filingLimitDays: z.number(),
      appealLimitDays: z.number(),
      electronic: z.boolean(),
      receiver: z.string(),
    }),
  ),
  stored(
    'receivers',
    z.object({
      receiver: z.string(),
      method: z.enum(['sftp', 'https']),
      host: z.string(),
      path: z.string(),
      answers: z.string(),
      user: z.string(),
      hostKey: z.string(),
    }),
  ),
  stored(
    'contracts',
    z.object({
      payerId: payerSchema,
      procedure: z.string(),
      modifier: z.string(),
      place: z.enum(['facility', 'nonfacility', '']),
      allowedCents: centsSchema,
      effectiveFrom: dateSchema,
      effectiveTo: z.nullable(dateSchema),
    }),
  ),
  stored(
    'reductions',
    z.object({
      payerId: payerSchema,
      modifier: z.string(),
      basisPoints: z.nullable(z.number()),
      effectiveFrom: dateSchema,
      effectiveTo: z.nullable(dateSchema),
    }),
  ),
  stored(
    'fee_schedules',
    z.object({
      payerId: payerSchema,
      locality: z.string(),
      basisPoints: z.number(),
      effectiveFrom: dateSchema,
      effectiveTo: z.nullable(dateSchema),
    }),
  ),
  stored(
    'providers',
    z.object({
      npi: z.string(),
      last: z.string(),
      first: z.string(),
      taxonomy: z.string(),
      payers: z.union([z.literal('*'), z.array(payerSchema)]),
    }),
  ),
  stored(
    'owners',
    z.object({
      queue: z.string(),
      owner: z.string(),
      team: z.string(),
      turnaroundHours: z.number(),
      escalateTo: z.string(),
    }),
  ),
  stored(
    'authorizations',
    z.object({
      payerId: payerSchema,
      memberId: z.string(),
      number: z.string(),
      procedure: z.string(),
      validFrom: dateSchema,
      validTo: dateSchema,
      units: z.number(),
    }),
  ),
  stored('auth_required', z.object({ payerId: payerSchema, procedure: z.string() })),
  stored(
    'icd10cm',
    z.object({
      fiscalYear: z.number(),
      letter: z.string(),
      billable: z.string(),
      headings: z.string(),
    }),
  ),
  stored('pprrvu', z.object({ from: dateSchema, letter: z.string(), fees: z.string() })),
  stored('gpci', z.object({ year: z.number(), indices: z.string() })),
]);

function stored<const Kind extends string, Row extends z.ZodMiniType>(kind: Kind, row: Row) {
  return z.object({ kind: z.literal(kind), key: z.string(), row });
}
