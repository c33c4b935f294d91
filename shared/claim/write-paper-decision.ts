/** What the first payer decided, as pages behind a paper claim to the second: without them that one sends it back. */
import { formatDollars } from '../values/money.ts';
import type { BillableClaim } from './claim-batch.ts';
import type { FirstDecision } from './first-decision.ts';
import type { OtherAdjustment } from './other-coverage.ts';
import type { Printed } from './write-pages.ts';

const rowsPerPage = 50;
const top = 4;

/** None in a bill to the first payer. */
export function decisionPages(billable: BillableClaim): readonly (readonly Printed[])[] {
  const { claim, first } = billable;
  if (first === undefined) return [];
  const { decision, payer } = first;
  const head = [
    'EXPLANATION OF BENEFITS OF THE FIRST PAYER',
    `PAYER ${payer.name.slice(0, 50)}`,
    `DECIDED ON ${decision.decidedOn}   ACCOUNT ${claim.claimId}`,
    `CHARGE ${formatDollars(claim.chargeCents)}   PAID ${formatDollars(decision.paidCents)}   PATIENT ${formatDollars(decision.patientCents)}`,
    '',
  ];
  const rows = [...adjustmentRows('CLAIM', decision.adjustments), ...lineRows(billable, decision)];
  const pages: Printed[][] = [];
  for (let at = 0; at === 0 || at < rows.length; at += rowsPerPage) {
    const shown = [...head, ...rows.slice(at, at + rowsPerPage)];
    pages.push(shown.map((text, n) => ({ line: top + n, column: 1, text })));
  }
  return pages;
}

function lineRows({ claim }: BillableClaim, { lines }: FirstDecision): readonly string[] {
  return lines.flatMap(({ adjustments, line, paidCents, paidUnits, procedure }) => {
    const charge = claim.encounter.lines.find((row) => row.line === line)?.chargeCents;
    const charged = charge === undefined ? '' : `CHARGE ${formatDollars(charge)}   `;
    const code = [procedure.code, ...procedure.modifiers].join(' ');
    return [
      `LINE ${line}   ${code}   ${charged}PAID ${formatDollars(paidCents)}   UNITS ${paidUnits}`,
      ...adjustmentRows('  ADJUSTED', adjustments),
    ];
  });
}

function adjustmentRows(what: string, adjustments: readonly OtherAdjustment[]): readonly string[] {
  return adjustments.map(({ amountCents, group, reason }) => {
    const amount = amountCents === null ? '' : formatDollars(amountCents);
    return `${what} ${group}-${reason}   ${amount}`;
  });
}
