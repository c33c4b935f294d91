/** Which prior authorization goes with a visit, and which of its services it covers. */
import type { Encounter, ServiceLine } from '../encounter/encounter.ts';
import type { Reference } from '../reference/in-force.ts';
import type { Authorization } from '../reference/reference.ts';

/** The number that the encounter names, else that of a known authorization covering a service; empty without one. */
export function authorizationNumberOf(reference: Reference, encounter: Encounter): string {
  if (encounter.priorAuthorization !== '') return encounter.priorAuthorization;
  const known = authorizationsFor(reference, encounter);
  const covering = known.find((authorization) =>
    encounter.lines.some((line) => covers(authorization, encounter, line)),
  );
  return covering?.number ?? '';
}

/** The payer's authorizations for the member; only the named one when the encounter names one. */
export function authorizationsFor(
  reference: Reference,
  encounter: Encounter,
): readonly Authorization[] {
  const known = reference.authorizationsOf(encounter.payerId, encounter.memberId);
  const number = encounter.priorAuthorization;
  return number === '' ? known : known.filter((one) => one.number === number);
}

/** Whether it names the service, on its days, with at least the units that the visit bills of it. */
export function covers(
  authorization: Authorization,
  encounter: Encounter,
  line: ServiceLine,
): boolean {
  const { procedure, validFrom, validTo, units } = authorization;
  const billed = encounter.lines
    .filter((other) => other.procedure === procedure)
    .reduce((total, other) => total + other.units, 0);
  return (
    procedure === line.procedure &&
    validFrom <= line.serviceDate &&
    line.serviceDateTo <= validTo &&
    billed <= units
  );
}
