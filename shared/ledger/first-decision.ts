/** A first payer's row as the second payer is told of it. */
import type { Claim } from '../claim/claim.ts';
import type { DecidedLine, FirstDecision } from '../claim/first-decision.ts';
import type { OtherAdjustment } from '../claim/other-coverage.ts';
import type { Adjustment, ClaimPayment, ServicePayment } from '../remittance/remittance.ts';
import type { CalendarDate } from '../values/dates.ts';
import { add, subtract, sumOf, zero } from '../values/money.ts';
import { matchLines } from './match-lines.ts';

/**
 * Null where it can not be told to the cent: a paid line that nobody can match, or a line whose
 * payment and adjustments do not come to its charge (the second payer turns such a claim away).
 */
export function firstDecision(
  claim: Claim,
  payment: ClaimPayment,
  decidedOn: CalendarDate,
): FirstDecision | null {
  const matched = matchLines(claim, payment.lines);
  const lines = payment.lines.map((service, index) => decidedLine(service, matched[index] ?? 0));
  const adjustments = inGroups(payment.adjustments);
  const all = [...adjustments, ...lines.flatMap((line) => line.adjustments)];
  const shared = all.filter((row) => row.group === 'PR');
  const paidCents = payment.paidCents ?? zero;
  const patientCents = sumOf(shared, (row) => row.amountCents ?? zero);
  const decision = { paidCents, patientCents, decidedOn, adjustments, lines };
  return isWhole(claim, decision) ? decision : null;
}

function decidedLine(service: ServicePayment, line: number): DecidedLine {
  const { code, modifiers, qualifier } = service.procedure;
  return {
    line,
    procedure: { qualifier, code, modifiers, description: '', rangeEnd: '' },
    paidCents: service.paidCents ?? zero,
    paidUnits: service.paidUnits === '' ? '1' : service.paidUnits,
    adjustments: inGroups(service.adjustments),
  };
}

/** One CAS a group, as the guide wants them. */
function inGroups(adjustments: readonly Adjustment[]): readonly OtherAdjustment[] {
  const groups = [...Map.groupBy(adjustments, (row) => row.group)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return groups.flatMap(([group, rows]) =>
    rows.map(({ amountCents, carc }) => ({ group, reason: carc, amountCents, quantity: null })),
  );
}

function isWhole(claim: Claim, { adjustments, lines, paidCents }: FirstDecision): boolean {
  const taken = (rows: readonly OtherAdjustment[]) => sumOf(rows, (row) => row.amountCents ?? zero);
  const told = sumOf(lines, (line) => taken(line.adjustments));
  if (add(paidCents, add(taken(adjustments), told)) !== claim.chargeCents) return false;
  if (lines.length === 0) return true;
  return claim.encounter.lines.every(({ chargeCents, line }) => {
    const own = lines.filter((row) => row.line === line);
    const left = sumOf(own, (row) => add(row.paidCents, taken(row.adjustments)));
    return own.length > 0 && subtract(chargeCents, left) === 0;
  });
}
