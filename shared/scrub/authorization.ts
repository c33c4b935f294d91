/** Which prior authorization goes with a visit, and which of its services it covers. */
import type { Encounter, ServiceLine } from '../encounter/encounter.ts';
import type { Reference } from '../reference/in-force.ts';
import type { Authorization } from '../reference/reference.ts';

/** A service that was rendered, or is planned. */
export type AuthorizedService = Pick<
  ServiceLine,
  'procedure' | 'serviceDate' | 'serviceDateTo' | 'units'
>;

/** A visit as far as authorizations go. */
export type AuthorizedVisit = Pick<Encounter, 'payerId' | 'memberId' | 'priorAuthorization'> & {
  readonly lines: readonly AuthorizedService[];
};

/** Units of an authorization that other claims have used before. */
export type UsedUnits = (authorization: Authorization) => number;

/** The number that the encounter names, else that of a known authorization covering a service; empty without one. */
export function authorizationNumberOf(reference: Reference, encounter: Encounter): string {
  if (encounter.priorAuthorization !== '') return encounter.priorAuthorization;
  const known = authorizationsFor(reference, encounter);
  const covering = known.find((authorization) =>
    encounter.lines.some((line) => covers(authorization, encounter, line, noneUsed)),
  );
  return covering?.number ?? '';
}

const noneUsed: UsedUnits = () => 0;

/** The payer's authorizations for the member; only the named one when the visit names one. */
export function authorizationsFor(
  reference: Reference,
  visit: AuthorizedVisit,
): readonly Authorization[] {
  const known = reference.authorizationsOf(visit.payerId, visit.memberId);
  const number = visit.priorAuthorization;
  return number === '' ? known : known.filter((one) => one.number === number);
}

/** Whether it names the service, on its days, with at least the units that the visit bills of it. */
export function covers(
  authorization: Authorization,
  visit: AuthorizedVisit,
  line: AuthorizedService,
  used: UsedUnits,
): boolean {
  const { procedure, units } = authorization;
  const needed = unitsOf(visit, procedure) + used(authorization);
  return procedure === line.procedure && isInDates(authorization, line) && needed <= units;
}

function isInDates({ validFrom, validTo }: Authorization, line: AuthorizedService): boolean {
  return validFrom <= line.serviceDate && line.serviceDateTo <= validTo;
}

function unitsOf(visit: AuthorizedVisit, procedure: string): number {
  const own = visit.lines.filter((line) => line.procedure === procedure);
  return own.reduce((total, line) => total + line.units, 0);
}

/** What a visit takes of an authorization. */
export type Draw = Pick<Authorization, 'number' | 'procedure' | 'units'>;

/** Each service draws on the first authorization that covers it, else on the first of its dates. */
export function drawsOf(
  reference: Reference,
  visit: AuthorizedVisit,
  used: UsedUnits,
): readonly Draw[] {
  const known = authorizationsFor(reference, visit);
  const drawn = visit.lines.flatMap((line) => {
    const fitting = known.filter((one) => one.procedure === line.procedure && isInDates(one, line));
    return fitting.find((one) => covers(one, visit, line, used)) ?? fitting[0] ?? [];
  });
  return [...new Set(drawn)].map(({ number, procedure }) => ({
    number,
    procedure,
    units: unitsOf(visit, procedure),
  }));
}

export type AuthorizationGap =
  | 'missing'
  | 'other-service'
  | 'expired'
  | 'not-yet-valid'
  | 'used-up';

/** Why a service that needs one is not authorized; null when it is, or when the visit names a number that is not on file. */
export function gapOf(
  reference: Reference,
  visit: AuthorizedVisit,
  line: AuthorizedService,
  used: UsedUnits,
): AuthorizationGap | null {
  if (reference.requiresAuthorization(visit.payerId, line.procedure) !== true) return null;
  const known = authorizationsFor(reference, visit);
  const named = visit.priorAuthorization !== '';
  if (known.length === 0) return named ? null : 'missing';
  const own = known.filter((one) => one.procedure === line.procedure);
  if (own.length === 0) return named ? 'other-service' : 'missing';
  if (own.some((one) => covers(one, visit, line, used))) return null;
  if (own.some((one) => isInDates(one, line))) return 'used-up';
  return own.every((one) => one.validTo < line.serviceDateTo) ? 'expired' : 'not-yet-valid';
}
