/** KPIs of sending and of the payer's first answer; each counts claims of one cohort. */
import { daysBetween, monthOf } from '../values/dates.ts';
import { sumOf } from '../values/money.ts';
import { type ClaimView, type FirstAnswer, isResubmitted } from './claim-view.ts';
import { counted, type Kpi, none, type Observation, type Observer, plain } from './kpi.ts';

const firstAnswers = 'claims with a first answer';

export const answerKpis: readonly Kpi[] = [
  {
    ...plain,
    id: 'clean-claim-rate',
    name: 'Clean claims',
    question: 'How many claims pass every edit untouched?',
    numerator: 'first versions without a BLOCK or HOLD fail, an override or an edit by a person',
    denominator: 'first versions scrubbed',
    unit: 'rate',
    better: 'up',
    target: { op: '>', value: 0.95 },
    source: 'HFMA MAP CL-1',
    monthOf: 'scrub',
    observer: {
      of: 'claim',
      observe: ({ facts: { firstScrub } }) =>
        firstScrub ? counted(monthOf(firstScrub.on), firstScrub.clean) : none,
    },
  },
  {
    ...plain,
    id: 'rejection-rate',
    name: 'Rejections',
    question: 'How many claims bounce before a payer looks at them?',
    numerator: 'first versions rejected (TA1, 999, 277CA)',
    denominator: 'first versions with an acknowledgment',
    unit: 'rate',
    better: 'down',
    source: 'Claimline',
    monthOf: 'first submission',
    observer: {
      of: 'claim',
      observe: ({ facts }) =>
        facts.acknowledged && facts.submittedOn
          ? counted(monthOf(facts.submittedOn), facts.rejected)
          : none,
    },
  },
  {
    ...plain,
    id: 'denial-rate',
    name: 'Denials',
    question: 'How many claims does a payer refuse outright?',
    numerator: 'first answers that deny the whole claim',
    denominator: firstAnswers,
    unit: 'rate',
    better: 'down',
    target: { op: '<', value: 0.05 },
    source: 'HFMA MAP AR-5',
    monthOf: 'check date',
    observer: ofFirst((first) => [first.whollyDenied ? 1 : 0, 1]),
  },
  {
    ...plain,
    id: 'denial-rate-submitted',
    name: 'Denials of claims sent',
    question: 'How many of the claims sent are refused outright?',
    numerator: 'claims whose first answer denies the whole claim',
    denominator: 'claims submitted',
    unit: 'rate',
    better: 'down',
    source: 'plain formula: denied ÷ submitted',
    monthOf: 'first submission; ripe after 45 days',
    matureDays: 45,
    observer: {
      of: 'claim',
      observe: ({ facts, first }) =>
        facts.submittedOn
          ? counted(monthOf(facts.submittedOn), first?.whollyDenied === true)
          : none,
    },
  },
  {
    ...plain,
    id: 'first-pass-denial-rate',
    name: 'Denials of any line',
    question: 'How many first answers deny anything?',
    numerator: 'first answers with denied cents',
    denominator: firstAnswers,
    unit: 'rate',
    better: 'down',
    source: 'HFMA Claim Integrity Task Force',
    monthOf: 'check date',
    observer: ofFirst((first) => [first.deniedCents > 0 ? 1 : 0, 1]),
  },
  {
    ...plain,
    id: 'initial-denial-rate',
    name: 'Denials by recent volume',
    question: 'How many denials arrive, measured against the recent volume?',
    numerator: 'first answers with denied cents',
    denominator: 'average claims submitted in the three months before',
    unit: 'rate',
    better: 'down',
    source: 'HFMA Claim Integrity Task Force',
    monthOf: 'check date',
    fold: 'trailing',
    observer: { of: 'claim', observe: initialDenials },
  },
  {
    ...plain,
    id: 'denied-dollars-rate',
    name: 'Denied dollars',
    question: 'How much of the money billed is denied at first?',
    numerator: 'cents denied in first answers',
    denominator: 'charges of the claims answered',
    unit: 'rate',
    better: 'down',
    source: 'AAFP, line level',
    monthOf: 'check date',
    observer: ofFirst((first, { facts }) => [first.deniedCents, facts.chargeCents]),
  },
  {
    ...plain,
    id: 'first-pass-resolution-rate',
    name: 'Settled at first answer',
    question: 'How many claims does the payer settle at once, without rework?',
    numerator:
      'first answers that settle the payer side: no rejection, denial, pend, shortfall, reversal, resubmission or person',
    denominator: firstAnswers,
    unit: 'rate',
    better: 'up',
    source: 'Claimline',
    monthOf: 'check date',
    observer: ofFirst((first, view) => [isResolved(first, view) ? 1 : 0, 1]),
  },
  {
    ...plain,
    id: 'first-pass-paid-rate',
    name: 'Paid at first answer',
    question: 'How many claims bring insurer money at the first answer?',
    numerator: 'first answers with insurer payment',
    denominator: firstAnswers,
    unit: 'rate',
    better: 'up',
    target: { op: '>=', value: 0.7 },
    source: 'lower end of the published 70–85 %',
    monthOf: 'check date',
    observer: ofFirst((first) => [first.paidCents > 0 ? 1 : 0, 1]),
  },
  {
    ...plain,
    id: 'payer-turnaround-days',
    name: 'Days to answer',
    question: 'How long does the payer take to answer?',
    numerator: 'days from first submission to first answer; the value is their median',
    denominator: firstAnswers,
    unit: 'days',
    better: 'down',
    source: 'Claimline',
    monthOf: 'check date',
    fold: 'median',
    observer: { of: 'claim', observe: turnaround },
  },
  {
    ...plain,
    id: 'denial-overturn-rate',
    name: 'Denials overturned',
    question: 'How many denials turn into money later?',
    numerator: 'denied claims for which the same payer paid more afterwards',
    denominator: 'claims with a denial',
    unit: 'rate',
    better: 'up',
    source: 'HFMA Claim Integrity Task Force',
    monthOf: 'check date of the first denial; ripe after 90 days',
    matureDays: 90,
    observer: { of: 'claim', observe: overturned },
  },
];

function ofFirst(
  countsOf: (first: FirstAnswer, view: ClaimView) => readonly [number, number],
): Observer {
  return {
    of: 'claim',
    observe: (view) => {
      if (view.first === null) return none;
      const [numerator, denominator] = countsOf(view.first, view);
      return [{ month: monthOf(view.first.adjudication.checkDate), numerator, denominator }];
    },
  };
}

/** Denials in the month of their check, submissions in theirs; the fold sets one against the other. */
function initialDenials({ facts, first }: ClaimView): readonly Observation[] {
  const sent = facts.submittedOn
    ? [{ month: monthOf(facts.submittedOn), numerator: 0, denominator: 1 }]
    : none;
  if (first === null || first.deniedCents <= 0) return sent;
  return [...sent, { month: monthOf(first.adjudication.checkDate), numerator: 1, denominator: 0 }];
}

function isResolved(first: FirstAnswer, { facts }: ClaimView): boolean {
  return (
    first.settled &&
    !facts.rejected &&
    !facts.touched &&
    !isResubmitted(facts) &&
    !facts.adjudications.some((row) => row.sequence === 1 && row.reversal)
  );
}

function turnaround({ facts, first }: ClaimView): readonly Observation[] {
  if (first === null || facts.submittedOn === null) return none;
  const { checkDate } = first.adjudication;
  const days = daysBetween(facts.submittedOn, checkDate);
  return days < 0 ? none : [{ month: monthOf(checkDate), numerator: days, denominator: 1 }];
}

function overturned({ facts }: ClaimView): readonly Observation[] {
  const answers = facts.adjudications.filter((row) => row.sequence === 1);
  const denied = answers.findIndex(
    (row) => !row.reversal && row.lines.some((line) => line.denials.length > 0),
  );
  const denial = answers[denied];
  if (denial === undefined) return none;
  const later = sumOf(answers.slice(denied + 1), (row) =>
    sumOf(row.lines, (line) => line.paidCents),
  );
  return counted(monthOf(denial.checkDate), later > 0);
}
