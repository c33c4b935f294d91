/** Claims told as stories: what was charged, sent and answered becomes facts and movements. */
import type {
  Adjudication,
  ClaimFacts,
  LineOutcome,
  Movement,
} from '../../shared/kpi/claim-facts.ts';
import {
  type Account,
  arInsurer,
  arPatient,
  contractual,
  grossRevenue,
  patientCash,
  remitClearing,
} from '../../shared/ledger/accounts.ts';
import type { EntryEvent } from '../../shared/ledger/entry.ts';
import { type CalendarDate, calendarDate } from '../../shared/values/dates.ts';
import {
  claimIdOf,
  encounterId,
  type PayerId,
  payerId,
  practiceId,
  remitIdOf,
  rowIdOf,
} from '../../shared/values/ids.ts';
import { cents, zero } from '../../shared/values/money.ts';

export const practice = practiceId('test-clinic');
export const acme = payerId('ACME');
export const umbra = payerId('UMBRA');

export type Told = Partial<Omit<ClaimFacts, 'claimId' | 'encounterId'>>;

/** A $200 visit, contracted at $150, clean, sent on its service day and not answered yet. */
export function visit(name: string, served: string, told: Told = {}): ClaimFacts {
  const day = calendarDate(served);
  const owner = told.practice ?? practice;
  const payer = told.payerId ?? acme;
  const chargeCents = told.chargeCents ?? cents(20_000);
  return {
    practice: owner,
    claimId: claimIdOf(owner, encounterId(name)),
    encounterId: encounterId(name),
    payerId: payer,
    serviceDate: day,
    lines: [
      {
        line: 1,
        serviceDate: day,
        procedure: '99213',
        chargeCents,
        expectedCents: cents(15_000),
      },
    ],
    chargeCents,
    takenOn: day,
    arrivalKnown: true,
    closedAt: `${served}T17:00:00-06:00`,
    state: 'sent',
    scrub: [],
    firstScrub: { on: day, clean: true, stoppedBy: [] },
    versions: 1,
    submittedOn: day,
    acknowledged: true,
    rejected: false,
    touched: false,
    adjudications: [],
    movements: entry('charge', served, [
      [1, arInsurer(payer, 1), chargeCents],
      [1, grossRevenue, -chargeCents],
    ]),
    ...told,
  };
}

export type Leg = readonly [line: number, account: Account, amount: number];

/** An entry's movements; booked on its effective day unless said. */
export function entry(
  event: EntryEvent,
  effective: string,
  legs: readonly Leg[],
  booked: string = effective,
): readonly Movement[] {
  return legs
    .filter(([, , amount]) => amount !== 0)
    .map(([line, account, amount]) => ({
      line,
      account,
      amountCents: cents(amount),
      bookDate: calendarDate(booked),
      effectiveDate: calendarDate(effective),
      event,
    }));
}

export type Answer = {
  readonly paid?: number;
  readonly patient?: number;
  readonly contractual?: number;
  readonly denied?: number;
  readonly carc?: string;
  readonly underpaid?: number;
  readonly person?: number;
  readonly status?: string;
  readonly booked?: string;
  readonly secondary?: PayerId;
};

/** The claim after a payer's answer on its only line; status 22 takes the same amounts back. */
export function answered(facts: ClaimFacts, checked: string, answer: Answer): ClaimFacts {
  const sign = answer.status === '22' ? -1 : 1;
  const amount = (of: number | undefined) => cents(sign * (of ?? 0));
  const paid = amount(answer.paid);
  const patient = amount(answer.patient);
  const contract = amount(answer.contractual);
  const ar = answer.secondary ? arInsurer(answer.secondary, 2) : arInsurer(facts.payerId, 1);
  const movements = entry(
    sign < 0 ? 'reversal' : 'remittance',
    checked,
    [
      [1, remitClearing, paid],
      [1, contractual, contract],
      [1, arPatient, patient],
      [1, ar, -(paid + contract + patient)],
    ],
    answer.booked,
  );
  return {
    ...facts,
    state: 'adjudicated',
    adjudications: [
      ...facts.adjudications,
      adjudicationOf(facts, calendarDate(checked), answer, amount),
    ],
    movements: [...facts.movements, ...movements],
  };
}

function adjudicationOf(
  facts: ClaimFacts,
  checkDate: CalendarDate,
  answer: Answer,
  amount: (of: number | undefined) => ReturnType<typeof cents>,
): Adjudication {
  const denied = amount(answer.denied);
  const line: LineOutcome = {
    line: 1,
    paidCents: amount(answer.paid),
    patientCents: amount(answer.patient),
    sequesterCents: zero,
    withholdCents: zero,
    denials: denied
      ? [{ group: 'CO', carc: answer.carc ?? '197', remarks: [], amountCents: denied }]
      : [],
    pendedCents: zero,
    underpaidCents: amount(answer.underpaid),
    personCents: amount(answer.person),
  };
  return {
    rowId: rowIdOf(remitIdOf(facts.practice, checkDate), facts.adjudications.length + 1),
    checkDate,
    postedOn: calendarDate(answer.booked ?? checkDate),
    status: answer.status ?? (answer.secondary ? '2' : '1'),
    sequence: answer.secondary ? 2 : 1,
    reversal: answer.status === '22',
    paidCents: amount(answer.paid),
    payerControlNumber: 'TESTICN',
    lines: answer.status === '25' ? [] : [line],
  };
}

/** The usual answer to a visit: $120 paid, $30 the patient's, $50 contractual. */
export const usual: Answer = { paid: 12_000, patient: 3_000, contractual: 5_000 };

export function patientPaid(facts: ClaimFacts, day: string, amount: number): ClaimFacts {
  const movements = entry('patient-payment', day, [
    [0, patientCash, amount],
    [0, arPatient, -amount],
  ]);
  return { ...facts, movements: [...facts.movements, ...movements] };
}
