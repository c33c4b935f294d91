/** A primary payer's answer as postings and facts: a pure function of the row and the claim as built. */
import type { Claim } from '../claim/claim.ts';
import { add, type Cents, negate, sumOf, zero } from '../values/money.ts';
import {
  type Account,
  arInsurer,
  arPatient,
  capitation,
  contractual,
  interestIncome,
  qmb,
  sequester,
  withhold,
} from './accounts.ts';
import type { Denial, LineOutcome } from './adjudication.ts';
import { type Capped, capContractual } from './contractual-cap.ts';
import type { Posting } from './entry.ts';
import { bundleOf, type PaidAdjustment, type PaidLine, totalOf } from './paid-lines.ts';

export type Posted = {
  readonly postings: readonly Posting[];
  readonly lines: readonly LineOutcome[];
};

/** Where each bookable effect goes; what is not here stays in AR. */
const accountOf = { sequester, capitation, qmb, withhold, interest: interestIncome } as const;

/**
 * `cash` is clearing, or suspense when the row's money waited there. Denials, pends and a person's
 * cases post nothing (docs/money-rules.md, 3 to 6).
 */
export function postPrimary(
  claim: Claim,
  lines: readonly PaidLine[],
  cash: Account,
  toleranceCents: Cents,
): Posted {
  const claimed = new Map(lines.map((line) => [line.line, totalOf(line, 'contractual')]));
  const capped = capContractual(claim, claimed, bundleOf(lines), toleranceCents);
  return {
    postings: lines.flatMap((line) => linePostings(claim, line, cash, cappedOf(capped, line.line))),
    lines: lines.map((line) => outcomeOf(line, cappedOf(capped, line.line).underpaidCents)),
  };
}

function cappedOf(capped: ReadonlyMap<number, Capped>, line: number): Capped {
  return capped.get(line) ?? { bookedCents: zero, underpaidCents: zero };
}

function linePostings(
  claim: Claim,
  line: PaidLine,
  cash: Account,
  capped: Capped,
): readonly Posting[] {
  const { payerId, secondary } = claim.encounter;
  const nextParty = secondary ? arInsurer(secondary.payerId, 2) : arPatient;
  const debits: readonly (readonly [Account, Cents])[] = [
    [cash, line.paidCents],
    [contractual, capped.bookedCents],
    [nextParty, totalOf(line, 'patient')],
    ...effects.map((effect) => [accountOf[effect], totalOf(line, effect)] as const),
  ];
  const offAr = add(
    sumOf(debits, ([, amount]) => amount),
    totalOf(line, 'bundle'),
  );
  return [
    ...debits.map(([account, amountCents]) => ({ line: line.line, account, amountCents })),
    { line: line.line, account: arInsurer(payerId, 1), amountCents: negate(offAr) },
  ];
}

const effects = ['sequester', 'capitation', 'qmb', 'withhold', 'interest'] as const;

const groups: readonly string[] = ['CO', 'OA', 'PI', 'PR'];

/** Codes only: what a payer wrote in their place is its own words, and the ledger keeps none. */
function denialOf({ amountCents, carc, group, remarks }: PaidAdjustment): Denial {
  return {
    group: groups.includes(group) ? group : 'other',
    carc,
    remarks: remarks.filter((code) => /^[A-Z]{1,2}\d{1,4}$/.test(code)),
    amountCents,
  };
}

/** The facts of a line; shared by primary and secondary answers. */
export function outcomeOf(line: PaidLine, underpaidCents: Cents): LineOutcome {
  const stays = line.adjustments;
  return {
    line: line.line,
    paidCents: line.paidCents,
    patientCents: totalOf(line, 'patient'),
    sequesterCents: totalOf(line, 'sequester'),
    withholdCents: totalOf(line, 'withhold'),
    denials: stays.filter((row) => row.effect.denial).map(denialOf),
    pendedCents: sumOf(
      stays.filter((row) => row.effect.pend),
      (row) => row.amountCents,
    ),
    underpaidCents,
    personCents: sumOf(
      stays.filter((row) => row.effect.posting === 'person' && !row.effect.denial),
      (row) => row.amountCents,
    ),
  };
}
