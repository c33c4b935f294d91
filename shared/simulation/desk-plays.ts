/** What a biller does about a work item, as ordered rows: the first that fits is done. */
import { addBusinessDays, daysBetween } from '../values/dates.ts';
import {
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
import { mendingOf } from './mending.ts';
import { samplePayer } from './sample-payers.ts';

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

/** Days within which whoever filed has a receipt of it before any payer's limit. */
const earlyDays = 60;

/** A third try is a letter to nobody. */
const mostTries = 2;

/** A credit below it is not worth a check; the payer takes it with its next one. */
const smallCreditCents = 1_000;

/** Business days within which a payer may still take back itself what it paid too much. */
const refundDays = 20;

const plays: readonly Play[] = [
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

function always(): boolean {
  return true;
}

function isMeasured({ measured }: DeskWork): boolean {
  return measured;
}

function rulesOf({ item }: DeskWork): readonly string[] {
  return item.reason.split(' ').slice(1);
}

function heldBy(...rules: readonly string[]) {
  return (work: DeskWork) => rulesOf(work).some((rule) => rules.includes(rule));
}

function giveUp(reason: string) {
  return (work: DeskWork) => writtenOff(work, work.item.amountCents, reason);
}

/** The CARC that is named first, the largest. */
function carcOf({ item }: DeskWork): string {
  return /^[A-Z]+-(\w+)/.exec(item.reason)?.[1] ?? '';
}

function isWrong({ written }: DeskWork): boolean {
  return Object.keys(mendingOf(written)).length > 0;
}

/** In 10,000: how often a biller gets the right card, code or letter together; else a week later perhaps. */
const succeeds = 9200;

function tried(reason: string) {
  return (work: DeskWork) => (work.chance.happens(succeeds) ? corrected(work, reason) : wait(work));
}

function mayTry(work: DeskWork): boolean {
  return work.tries < mostTries && isInTime(work);
}

/** A receipt shows it (277CA, 999). */
function wasFiledEarly({ written: { exports, visit } }: DeskWork): boolean {
  const [first] = exports;
  return first !== undefined && daysBetween(visit.date, first.arrives) <= earlyDays;
}

/** By the limit that the clinic has on file. */
function isInTime({ today, written }: DeskWork): boolean {
  const { coverage, date } = written.visit;
  return daysBetween(date, today) <= samplePayer(coverage.payerId).filingLimitDays;
}

/** The first payer has settled its part. */
function isOfSecond({ claim }: DeskWork): boolean {
  return claim !== null && claim.firstCents <= 0 && claim.secondCents > 0;
}

function isLost({ item }: DeskWork): boolean {
  return item.reason.includes('not-found');
}

function isSmallCredit({ claim }: DeskWork): boolean {
  if (claim === null || claim.patientCreditCents > 0) return false;
  return claim.insurerCreditCents > 0 && claim.insurerCreditCents < smallCreditCents;
}

function isOld({ item, today }: DeskWork): boolean {
  return addBusinessDays(item.openedOn, refundDays) <= today;
}
