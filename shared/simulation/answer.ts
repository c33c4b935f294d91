/** What a payer decided about a claim, ready to be written into an 835. Plain JSON, so that it can wait in a memory. */
import type { CalendarDate } from '../values/dates.ts';
import { type Cents, negate, subtract, sumOf } from '../values/money.ts';
import type { SentClaim, SentLine } from './sent-claim.ts';

export type AnswerAdjustment = {
  readonly group: 'CO' | 'OA' | 'PI' | 'PR';
  readonly carc: string;
  readonly amountCents: Cents;
};

export type AnswerLine = {
  readonly controlNumber: string | null;
  readonly procedure: string;
  /** SVC06: what was billed, where the payer changed it. */
  readonly billed?: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly serviceDate: CalendarDate;
  readonly chargeCents: Cents;
  readonly paidCents: Cents;
  readonly adjustments: readonly AnswerAdjustment[];
  readonly remarks: readonly string[];
};

export type Answer = {
  readonly claimId: string;
  /** CLP02. */
  readonly status: '1' | '2' | '4' | '19' | '22';
  /** CLP07. */
  readonly payerControlNumber: string;
  readonly claimFilingCode: string;
  readonly patient: { readonly last: string; readonly first: string; readonly memberId: string };
  /** CLP08 and CLP09, as they were sent. */
  readonly place: string;
  readonly frequency: string;
  readonly renderingNpi: string;
  /** NM1*74, when the claim showed a former card. */
  readonly correctedMemberId: string | null;
  /** AMT*I. */
  readonly interestCents: Cents | null;
  readonly lines: readonly AnswerLine[];
  /** To whom it forwards the claim. */
  readonly crossover?: { readonly name: string; readonly payerId: string };
  /** It pays less than its contract. */
  readonly short?: true;
};

export function paidOf(answer: Answer): Cents {
  return sumOf(answer.lines, (line) => line.paidCents);
}

export function chargedOf(answer: Answer): Cents {
  return sumOf(answer.lines, (line) => line.chargeCents);
}

/** CLP05: the group PR; a reversal states none. */
export function patientShareOf(answer: Answer): Cents {
  const adjustments = answer.lines.flatMap((line) => line.adjustments);
  const patient = adjustments.filter((row) => row.group === 'PR' && answer.status !== '22');
  return sumOf(patient, (row) => row.amountCents);
}

/** A line whose payment is whatever its adjustments leave; adjustments of zero are not said. */
export function answerLine(
  line: SentLine,
  adjustments: readonly AnswerAdjustment[],
  remarks: readonly string[],
): AnswerLine {
  const said = adjustments.filter((row) => row.amountCents !== 0);
  return {
    controlNumber: line.controlNumber,
    procedure: line.procedure,
    modifiers: line.modifiers,
    units: line.units,
    serviceDate: line.serviceDate,
    chargeCents: line.chargeCents,
    paidCents: subtract(
      line.chargeCents,
      sumOf(said, (row) => row.amountCents),
    ),
    adjustments: said,
    remarks,
  };
}

/** The whole claim refused for one reason. */
export function refusal(
  claim: SentClaim,
  reason: {
    readonly group: 'CO' | 'PR';
    readonly carc: string;
    readonly remarks: readonly string[];
  },
): readonly AnswerLine[] {
  return claim.lines.map((line) =>
    answerLine(
      line,
      [{ group: reason.group, carc: reason.carc, amountCents: line.chargeCents }],
      reason.remarks,
    ),
  );
}

/** Takes an answer back: the same groups and codes, every amount with the other sign (CLP02 22). */
export function reversalOf(answer: Answer): Answer {
  return {
    ...answer,
    status: '22',
    interestCents: null,
    lines: answer.lines.map((line) => ({
      ...line,
      chargeCents: negate(line.chargeCents),
      paidCents: negate(line.paidCents),
      adjustments: line.adjustments.map((row) => ({
        ...row,
        amountCents: negate(row.amountCents),
      })),
    })),
  };
}
