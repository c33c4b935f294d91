/** All reference in force, arranged for asking. */
import { type DiagnosisKind, diagnosisLookup } from '../codes/icd10cm.ts';
import { type FeeLookup, feeLookup, indexLookup, type LocalityIndex } from '../codes/mpfs.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PayerId } from '../values/ids.ts';
import type {
  Authorization,
  ContractRate,
  FeeSchedule,
  Payer,
  Practice,
  Provider,
  QueueOwner,
  Receiver,
  Reduction,
} from './reference.ts';
import { type ReferenceRow, referenceKey } from './reference-row.ts';

/** A payer's rates of a procedure, in force or not. */
type Rates = (payer: PayerId, procedure: string) => readonly ContractRate[];

/** What prices a line besides its rates; rows of a payer in force or not. */
export type Fees = FeeLookup & {
  reductionsOf(payer: PayerId, modifier: string): readonly Reduction[];
  schedulesOf(payer: PayerId): readonly FeeSchedule[];
  indexOf(locality: string, on: CalendarDate): LocalityIndex | null;
};

export type Reference = {
  readonly practice: Practice | null;
  readonly payers: ReadonlyMap<string, Payer>;
  /** Those that are reached over a network. */
  readonly receivers: ReadonlyMap<string, Receiver>;
  /** By NPI. */
  readonly providers: ReadonlyMap<string, Provider>;
  /** By queue. */
  readonly owners: ReadonlyMap<string, QueueOwner>;
  readonly rates: Rates;
  readonly fees: Fees;
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
    receivers: new Map(rows.receivers.map((receiver) => [receiver.receiver, receiver])),
    providers: new Map(rows.providers.map((provider) => [provider.npi, provider])),
    owners: new Map(rows.owners.map((owner) => [owner.queue, owner])),
    rates: (payer, procedure) => rates.get(referenceKey(payer, procedure)) ?? [],
    fees: feesOf(rows),
    authorizationsOf: (payer, memberId) => authorizations.get(referenceKey(payer, memberId)) ?? [],
    authorizationsLoaded: authorizations.size > 0,
    requiresAuthorization: (payer, procedure) =>
      required.size === 0 ? null : required.has(referenceKey(payer, procedure)),
    diagnosisKind: diagnosisLookup(rows.icd10cm),
  };
}

function feesOf(rows: ReturnType<typeof latest>): Fees {
  const reductions = groupBy(rows.reductions, (row) => referenceKey(row.payerId, row.modifier));
  const schedules = groupBy(rows.fee_schedules, (row) => row.payerId);
  return {
    reductionsOf: (payer, modifier) => reductions.get(referenceKey(payer, modifier)) ?? [],
    schedulesOf: (payer) => schedules.get(payer) ?? [],
    ...feeLookup(rows.pprrvu),
    indexOf: indexLookup(rows.gpci),
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
    receivers: rows.flatMap((row) => (row.kind === 'receivers' ? [row.row] : [])),
    contracts: rows.flatMap((row) => (row.kind === 'contracts' ? [row.row] : [])),
    reductions: rows.flatMap((row) => (row.kind === 'reductions' ? [row.row] : [])),
    fee_schedules: rows.flatMap((row) => (row.kind === 'fee_schedules' ? [row.row] : [])),
    providers: rows.flatMap((row) => (row.kind === 'providers' ? [row.row] : [])),
    owners: rows.flatMap((row) => (row.kind === 'owners' ? [row.row] : [])),
    authorizations: rows.flatMap((row) => (row.kind === 'authorizations' ? [row.row] : [])),
    auth_required: rows.flatMap((row) => (row.kind === 'auth_required' ? [row.row] : [])),
    icd10cm: rows.flatMap((row) => (row.kind === 'icd10cm' ? [row.row] : [])),
    pprrvu: rows.flatMap((row) => (row.kind === 'pprrvu' ? [row.row] : [])),
    gpci: rows.flatMap((row) => (row.kind === 'gpci' ? [row.row] : [])),
  };
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  return Map.groupBy(rows, keyOf);
}
