/** Which billed line a paid line answers. Never by patient name. */
import type { Claim } from '../claim/claim.ts';
import type { Procedure, ServicePayment } from '../remittance/remittance.ts';

/** A billed line as matching sees it. */
type Billed = Claim['encounter']['lines'][number] & { readonly controlNumber: string };

type Rung = (billed: Billed, paid: ServicePayment) => boolean;

/**
 * The billed line of each paid line, 0 where nobody can tell: by REF*6R, else by submitted code,
 * modifiers, date and charge, else by submitted code and charge, else by submitted code when it is
 * billed once. Lines alike are matched one to one.
 */
export function matchLines(claim: Claim, paid: readonly ServicePayment[]): readonly number[] {
  const billed = billedLines(claim);
  const matched = paid.map((line) => lineByControlNumber(billed, line));
  for (const rung of rungs) {
    paid.forEach((line, index) => {
      if (matched[index] !== 0) return;
      const free = billed.filter((row) => !matched.includes(row.line) && rung(row, line));
      const [first] = free;
      if (first && (free.length === 1 || rung !== lastRung)) matched[index] = first.line;
    });
  }
  return matched;
}

const lastRung: Rung = (billed, paid) =>
  sameCode(billed, paid) && (paid.serviceDate ?? billed.serviceDate) === billed.serviceDate;

const rungs: readonly Rung[] = [
  (billed, paid) =>
    sameCode(billed, paid) &&
    sameModifiers(billed, paid) &&
    sameCharge(billed, paid) &&
    (paid.serviceDate === null || paid.serviceDate === billed.serviceDate),
  (billed, paid) => sameCode(billed, paid) && sameCharge(billed, paid),
  lastRung,
];

function billedLines(claim: Claim): readonly Billed[] {
  return claim.encounter.lines.map((line) => ({
    ...line,
    controlNumber: claim.lines.find((row) => row.line === line.line)?.controlNumber ?? '',
  }));
}

function lineByControlNumber(billed: readonly Billed[], paid: ServicePayment): number {
  if (paid.lineControlNumber === null) return 0;
  return billed.find((line) => line.controlNumber === paid.lineControlNumber)?.line ?? 0;
}

/** SVC06 when the payer recoded, else SVC01: what we billed. */
function submitted(paid: ServicePayment): Procedure {
  return paid.submittedProcedure ?? paid.procedure;
}

function sameCode(billed: Billed, paid: ServicePayment): boolean {
  return submitted(paid).code.toUpperCase() === billed.procedure;
}

function sameModifiers(billed: Billed, paid: ServicePayment): boolean {
  const ours = [...billed.modifiers].sort().join(' ');
  return [...submitted(paid).modifiers].sort().join(' ') === ours;
}

/** A reversal states its charge negated. */
function sameCharge(billed: Billed, paid: ServicePayment): boolean {
  return paid.chargeCents !== null && Math.abs(paid.chargeCents) === billed.chargeCents;
}
