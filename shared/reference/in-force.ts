/** All reference in force, arranged for asking. */
import { type DiagnosisKind, diagnosisLookup } from '../codes/icd10cm.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PayerId } from '../values/ids.ts';
import type {
  Authorization,
  ContractRate,
  Payer,
  Practice,
  Provider,
  QueueOwner,
} from './reference.ts';
import { type ReferenceRow, referenceKey } from './reference-row.ts';

/** A payer's rates of a procedure, in force or not. */
export type Rates = (payer: PayerId, procedure: string) => readonly ContractRate[];

export type Reference = {
  readonly practice: Practice | null;
  readonly payers: ReadonlyMap<string, Payer>;
  /** By NPI. */
  readonly providers: ReadonlyMap<string, Provider>;
  /** By queue. */
  readonly owners: ReadonlyMap<string, QueueOwner>;
  readonly rates: Rates;
  authorizationsOf(payer: PayerId, memberId: string): readonly Authorization[];
  /** Whether any authorization is known; without one nothing can be said of them. */
  readonly authorizationsLoaded: boolean;
  /** Whether a payer pays a procedure only with a prior authorization; null without such a table. */
  requiresAuthorization(payer: PayerId, procedure: string): boolean | null;
  diagnosisKind(code: string, on: CalendarDate): DiagnosisKind;
};

/** Arranges stored rows; of two with the same key the later one stands. */
export function referenceOf(all: Iterable<ReferenceRow>): Reference {
  const rows = latest(all);
  const rates = groupBy(rows.contracts, (rate) => referenceKey(rate.payerId, rate.procedure));
  const authorizations = groupBy(rows.authorizations, (authorization) =>
    referenceKey(authorization.payerId, authorization.memberId),
  );
  const required = new Set(
    rows.auth_required.map((rule) => referenceKey(rule.payerId, rule.procedure)),
  );
  return {
    practice: rows.practice[0] ?? null,
    payers: new Map(rows.payers.map((payer) => [payer.payerId, payer])),
    providers: new Map(rows.providers.map((provider) => [provider.npi, provider])),
    owners: new Map(rows.owners.map((owner) => [owner.queue, owner])),
    rates: (payer, procedure) => rates.get(referenceKey(payer, procedure)) ?? [],
    authorizationsOf: (payer, memberId) => authorizations.get(referenceKey(payer, memberId)) ?? [],
    authorizationsLoaded: authorizations.size > 0,
    requiresAuthorization: (payer, procedure) =>
      required.size === 0 ? null : required.has(referenceKey(payer, procedure)),
    diagnosisKind: diagnosisLookup(rows.icd10cm),
  };
}

/** The rows by kind, each key once. */
function latest(all: Iterable<ReferenceRow>) {
  const byKey = new Map<string, ReferenceRow>();
  for (const row of all) byKey.set(`${row.kind}|${row.key}`, row);
  const rows = [...byKey.values()];
  return {
    practice: rows.flatMap((row) => (row.kind === 'practice' ? [row.row] : [])),
    payers: rows.flatMap((row) => (row.kind === 'payers' ? [row.row] : [])),
    contracts: rows.flatMap((row) => (row.kind === 'contracts' ? [row.row] : [])),
    providers: rows.flatMap((row) => (row.kind === 'providers' ? [row.row] : [])),
    owners: rows.flatMap((row) => (row.kind === 'owners' ? [row.row] : [])),
    authorizations: rows.flatMap((row) => (row.kind === 'authorizations' ? [row.row] : [])),
    auth_required: rows.flatMap((row) => (row.kind === 'auth_required' ? [row.row] : [])),
    icd10cm: rows.flatMap((row) => (row.kind === 'icd10cm' ? [row.row] : [])),
  };
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  return Map.groupBy(rows, keyOf);
}
