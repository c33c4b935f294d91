/** What a biller does about a work item, as ordered rows: the first that fits is done. */
import {
  askedFor,
  closedItem,
  corrected,
  type DeskAnswer,
  type DeskWork,
  overridden,
  refunded,
  resubmitted,
  voided,
  wait,
  writtenOff,
} from './desk-answers.ts';
import {
  always,
  carcOf,
  heldBy,
  isInTime,
  isLost,
  isMeasured,
  isOfSecond,
  isOld,
  isSmallCredit,
  isWrong,
  mayTry,
  mostTries,
  rulesOf,
  wasFiledEarly,
} from './desk-glance.ts';

type Play = {
  readonly id: string;
  readonly queue: string;
  readonly when: (work: DeskWork) => boolean;
  readonly do: (work: DeskWork) => DeskAnswer;
};

/** What lacks an authorization is pushed through where nobody reviews it. */
const authorizationRules = ['C09', 'C10'];

/** What nothing in the claim explains: the same claim again, with the records, the contract or the 271 beside it. */
const askedAgain = ['16', '26', '27', '31', '50', '96', '109', '252'];

/** What no other data change: billed twice, or filed too late. */
const final = ['18', '29'];

const plays: readonly Play[] = [
  {
    id: 'to-be-authorized',
    queue: 'authorization',
    when: ({ again, today, written }) => !again && today < written.visit.date,
    do: askedFor,
  },
  { id: 'entered-twice', queue: 'scrub', when: heldBy('I01'), do: voided },
  {
    id: 'too-late',
    queue: 'scrub',
    when: heldBy('D05'),
    do: (work) => writtenOff(work, work.item.amountCents, 'timely'),
  },
  {
    id: 'pushed-through',
    queue: 'scrub',
    when: (work) => !work.measured && heldBy(...authorizationRules)(work),
    do: (work) => overridden(work, rulesOf(work)),
  },
  { id: 'mended', queue: 'scrub', when: isWrong, do: (work) => corrected(work, 'held') },
  {
    id: 'as-it-was',
    queue: 'scrub',
    when: always,
    do: (work) => overridden(work, rulesOf(work)),
  },
  {
    id: 'first-export-stands',
    queue: 'charge-entry',
    when: ({ item }) => item.category === 'encounter-differs',
    do: (work) => closedItem(work, 'compared'),
  },
  {
    id: 'second-turned-away',
    queue: 'rejection',
    when: (work) => isOfSecond(work) && work.tries < mostTries,
    do: resubmitted,
  },
  {
    id: 'turned-away',
    queue: 'rejection',
    when: mayTry,
    do: tried('rejected'),
  },
  { id: 'turned-away-again', queue: 'rejection', when: isMeasured, do: giveUp('timely') },
  {
    id: 'denied-by-the-second',
    queue: 'denial',
    when: (work) => work.measured && isOfSecond(work),
    do: giveUp('other'),
  },
  {
    id: 'billed-twice',
    queue: 'denial',
    when: (work) => carcOf(work) === '18' && work.claim?.paidCents === 0,
    do: voided,
  },
  {
    id: 'put-right',
    queue: 'denial',
    when: (work) => !final.includes(carcOf(work)) && isWrong(work) && mayTry(work),
    do: (work) => tried(`CO-${carcOf(work)}`)(work),
  },
  {
    id: 'asked-again',
    queue: 'denial',
    when: (work) => askedAgain.includes(carcOf(work)) && mayTry(work),
    do: (work) => tried(`CO-${carcOf(work)}`)(work),
  },
  {
    id: 'proof-of-filing',
    queue: 'denial',
    when: (work) => work.measured && carcOf(work) === '29' && wasFiledEarly(work) && mayTry(work),
    do: tried('filed-in-time'),
  },
  {
    id: 'denied',
    queue: 'denial',
    when: isMeasured,
    do: (work) => giveUp(carcOf(work) === '29' ? 'timely' : `denied-${carcOf(work)}`)(work),
  },
  {
    id: 'below-contract',
    queue: 'underpayment',
    when: mayTry,
    do: tried('short'),
  },
  { id: 'below-contract-still', queue: 'underpayment', when: always, do: giveUp('underpaid') },
  {
    id: 'lost',
    queue: 'follow-up',
    when: (work) => isLost(work) && isInTime(work),
    do: resubmitted,
  },
  {
    id: 'lost-too-late',
    queue: 'follow-up',
    when: (work) => isLost(work) && !isInTime(work),
    do: (work) => writtenOff(work, work.claim?.firstCents ?? work.item.amountCents, 'timely'),
  },
  {
    id: 'second-to-be-billed',
    queue: 'follow-up',
    when: ({ item }) => /crossover-without-answer|first-payer-changed/.test(item.reason),
    do: resubmitted,
  },
  {
    id: 'left-over',
    queue: 'posting',
    when: ({ item }) => item.reason.includes('left-over-by-a-later-payer'),
    do: (work) => writtenOff(work, work.claim?.secondCents ?? work.item.amountCents, 'other'),
  },
  {
    id: 'small-credit',
    queue: 'credit-balance',
    when: (work) => isOld(work) && isSmallCredit(work),
    do: (work) => closedItem(work, 'small-credit'),
  },
  {
    id: 'insurer-overpaid',
    queue: 'credit-balance',
    when: (work) => isOld(work) && (work.claim?.insurerCreditCents ?? 0) > 0,
    do: (work) =>
      refunded(work, 'insurer', work.claim?.insurerCreditCents ?? work.item.amountCents),
  },
  {
    id: 'patient-overpaid',
    queue: 'credit-balance',
    when: (work) => isOld(work) && (work.claim?.patientCreditCents ?? 0) > 0,
    do: (work) =>
      refunded(work, 'patient', work.claim?.patientCreditCents ?? work.item.amountCents),
  },
];

/** Whatever has no row waits: the payer is called, the other desk is reminded. */
export function answerTo(work: DeskWork): DeskAnswer {
  const play = plays.find((row) => row.queue === work.item.queue && row.when(work));
  return play === undefined ? wait(work) : play.do(work);
}

function giveUp(reason: string) {
  return (work: DeskWork) => writtenOff(work, work.item.amountCents, reason);
}

/** In 10,000: how often a biller gets the right card, code or letter together; else a week later perhaps. */
const succeeds = 9200;

function tried(reason: string) {
  return (work: DeskWork) => (work.chance.happens(succeeds) ? corrected(work, reason) : wait(work));
}
