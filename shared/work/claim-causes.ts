/** What is to be done about a claim, as causes: a pure function of its facts, so that items close by themselves. */
import { rejectionText } from '../acknowledgment/rejection-words.ts';
import { type CarcRoute, carcRow } from '../denial/carc-map.ts';
import {
  deniedOpenCents,
  insuranceArCents,
  patientArCents,
  standingAnswers,
} from '../kpi/claim-balance.ts';
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import { isGivenUp } from '../kpi/claim-state.ts';
import { capitatedLines, shortfalls } from '../kpi/underpaid.ts';
import type { Payer } from '../reference/reference.ts';
import { addDays, type CalendarDate } from '../values/dates.ts';
import { type Cents, formatDollars, min, sumOf, zero } from '../values/money.ts';
import { creditCause } from './credit-cause.ts';
import type { Cause, WorkQueue } from './item.ts';
import { leftByFirstPayer, leftByLaterPayer } from './left-over.ts';
import { isCode, reasonOf, standingDenials } from './standing-denials.ts';

export type ClaimWork = {
  readonly facts: ClaimFacts;
  readonly payer: Payer | null;
  /** The end of the last line's span, from which filing limits count. */
  readonly lastServiceDate: CalendarDate;
  /** Rules that hold the claim now. */
  readonly holding: readonly string[];
  /** Files that brought the encounter again with other content. */
  readonly conflicts: number;
  /** Why receivers turned the version away that was sent last and that no payer has answered. */
  readonly rejections: readonly string[];
  /** A correction that no payer has answered yet: held by rules, or on its way to an answer. */
  readonly correction: 'held' | 'underway' | null;
  /** Answered by a payer before it was sent. */
  readonly answered: boolean;
  /** By the visit's 271 a Qualified Medicare Beneficiary, who may not be billed a share. */
  readonly qmb: boolean;
  /** Why nobody's answer is somebody's work, in codes, the gravest first. */
  readonly silence: readonly string[];
  /**
   * A bill went to the second payer: whether the first has since taken back what it told, and the last day on
   * which the second takes it, while that is what is awaited.
   */
  readonly secondBilled: {
    readonly inVain: boolean;
    readonly deadline: CalendarDate | null;
  } | null;
  /** Today's contracts would price a line otherwise; entries stay as they are. */
  readonly repriced: boolean;
  /** How a line's price was found, in codes; null when the contract has changed since. */
  readonly explain: (line: number) => string | null;
};

export function claimCauses(work: ClaimWork): readonly Cause[] {
  const credit = creditCause(work.facts, work.payer);
  if (work.facts.state === 'voided') return [...rejectionCause(work), ...credit];
  if (isGivenUp(work.facts)) return credit;
  const disputes = disputeCauses(work);
  return [
    ...scrubCause(work),
    ...conflictCause(work),
    ...rejectionCause(work),
    ...disputes,
    ...(disputes.some((row) => row.queue === 'follow-up') ? [] : silenceCause(work)),
    ...postingCause(work),
    ...protectedCause(work),
    ...credit,
  ];
}

function cause(
  work: ClaimWork,
  queue: WorkQueue,
  category: string,
  amountCents: Cents,
  reason: string,
  deadline: CalendarDate | null = null,
): readonly Cause[] {
  return [{ queue, category, claimId: work.facts.claimId, amountCents, reason, deadline }];
}

function scrubCause(work: ClaimWork): readonly Cause[] {
  const held = work.facts.state === 'held' || work.correction === 'held';
  if (!held || work.holding.length === 0) return [];
  const reason = `held-by ${work.holding.join(' ')}`;
  const category = work.holding[0] ?? 'scrub';
  return cause(work, 'scrub', category, work.facts.chargeCents, reason, filingDeadline(work));
}

function conflictCause(work: ClaimWork): readonly Cause[] {
  if (work.conflicts === 0) return [];
  return cause(work, 'charge-entry', 'encounter-differs', zero, 'encounter-differs');
}

/** Turned away before any payer decided: nothing will come back until it is corrected and sent again. */
function rejectionCause(work: ClaimWork): readonly Cause[] {
  const [category] = work.rejections;
  if (category === undefined) return [];
  const reason = work.rejections.map(rejectionText).join(', ');
  const deadline = awaitedDeadline(work);
  return cause(work, 'rejection', category, work.facts.chargeCents, reason, deadline);
}

/** Nobody has answered in time, or not about all of it, or the time to file runs out. */
function silenceCause(work: ClaimWork): readonly Cause[] {
  const left = work.correction === 'underway' ? [] : leftByFirstPayer(work.facts);
  const codes = [...work.silence, ...left];
  const [category] = codes;
  if (category === undefined) return [];
  const reason = codes.join(' ');
  return cause(work, 'follow-up', category, zero, reason, awaitedDeadline(work));
}

/**
 * What the payer kept back is disputed until somebody accepts it or a correction goes out. A filed appeal
 * has its own item; one that was won is followed up until its answer posts; one that was lost leaves
 * what is still open to be written off, corrected, accepted or appealed again.
 */
function disputeCauses(work: ClaimWork): readonly Cause[] {
  const { acceptedOn, appeal } = work.facts;
  const disputed = [...denialCause(work), ...underpaymentCause(work)];
  const [first] = disputed;
  const last = lastAnswer(work)?.postedOn ?? '';
  const accepted = acceptedOn !== undefined && acceptedOn >= last;
  if (first === undefined || accepted || work.correction === 'underway') return [];
  if (appeal === undefined) return disputed;
  const reason = disputed.map((row) => row.reason).join(', ');
  const { category } = first;
  if (appeal.state === 'filed')
    return cause(work, 'appeal', category, zero, reason, appealDeadline(work));
  if (appeal.state === 'lost' || last >= appeal.on) return disputed;
  return cause(work, 'follow-up', category, zero, `appeal-${appeal.state}-unpaid`);
}

/** CO and PR denials; all open denied cents of the claim, whatever their group (docs/money-rules.md, 6). */
function denialCause(work: ClaimWork): readonly Cause[] {
  const amount = deniedOpenCents(work.facts);
  const denials = standingDenials(work.facts).filter(
    (row) => row.group === 'CO' || row.group === 'PR',
  );
  const [largest] = denials;
  if (amount === 0 || !largest) return [];
  const route = carcRow(largest.carc)?.route ?? 'RESEARCH';
  const category = carcRow(largest.carc)?.category ?? 'unspecified';
  const reason = denials.map((row) => [reasonOf(row), ...row.remarks.filter(isCode)].join(' '));
  const text = [...new Set(reason)].join(', ');
  return cause(work, 'denial', category, amount, text, routeDeadline(work, route));
}

/** PI and OA denials, and cents that only a person may book. */
function postingCause(work: ClaimWork): readonly Cause[] {
  const { facts } = work;
  const foreign = standingDenials(facts).filter((row) => row.group !== 'CO' && row.group !== 'PR');
  const person = sumOf(standingAnswers(facts), (row) =>
    sumOf(row.lines, (line) => line.personCents),
  );
  const codes = [
    ...foreign.map(reasonOf),
    ...(person === 0 ? [] : ['adjustment-for-a-person']),
    ...(work.answered ? ['answered-before-it-was-sent'] : []),
    ...(work.secondBilled?.inVain ? ['first-payer-took-back-after-second-was-billed'] : []),
    ...(unpairedReversal(facts) ? ['reversal-without-original'] : []),
    ...leftByLaterPayer(facts),
    ...(capitatedShortCents(facts) > 0 ? ['capitated-above-contract'] : []),
    ...(work.repriced ? ['contract-changed-since-priced'] : []),
  ];
  if (codes.length === 0) return [];
  return cause(work, 'posting', 'adjustment', zero, [...new Set(codes)].join(', '));
}

/** Reversals took back more answers than there were. */
function unpairedReversal(facts: ClaimFacts): boolean {
  const primary = facts.adjudications.filter((row) => row.sequence === 1);
  return (
    primary.filter((row) => row.reversal).length > primary.filter((row) => !row.reversal).length
  );
}

/** Medicare's share of a QMB is Medicaid's, or nobody's (42 USC 1396a(n)(3)). */
function protectedCause(work: ClaimWork): readonly Cause[] {
  if (!work.qmb || patientArCents(work.facts) <= 0) return [];
  return cause(work, 'patient-balance', 'qmb', zero, 'qmb-owes-nothing EB04-QM');
}

/** Excess on lines that the payer pays by the head: nobody owes it by contract, but it stays in AR. */
function capitatedShortCents(facts: ClaimFacts): Cents {
  const capitated = capitatedLines(facts);
  const short = [...shortfalls(facts)].filter(([line]) => capitated.has(line));
  return sumOf(short, ([, amount]) => amount);
}

/** Net of reversals, of the primary payer alone, without lines wholly denied or capitated. */
function underpaymentCause(work: ClaimWork): readonly Cause[] {
  const { facts } = work;
  const capitated = capitatedLines(facts);
  const short = [...shortfalls(facts)].filter(([line]) => !capitated.has(line));
  const amount = min(
    sumOf(short, ([, cents]) => cents),
    insuranceArCents(facts),
  );
  if (amount <= 0) return [];
  const reason = ['contractual-above-contract', ...explained(work, short)].join(' ');
  return cause(work, 'underpayment', 'below-contract', amount, reason, appealDeadline(work));
}

const mostExplained = 3;
/** The lines that fall short most, each with by how much and the way to its price. */
function explained(work: ClaimWork, short: readonly (readonly [number, Cents])[]): string[] {
  const largest = short.filter(([, cents]) => cents > 0).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const texts = largest.slice(0, mostExplained).map(([line, cents]) => {
    const price = work.explain(line);
    return `line=${line} short=${formatDollars(cents)}${price === null ? '' : ` ${price}`}`;
  });
  return texts.map((text, index) => (index < texts.length - 1 ? `${text};` : text));
}

/** A correction must be filed in time; everything else is disputed from the check date (docs/money-rules.md, 12). */
function routeDeadline(work: ClaimWork, route: CarcRoute): CalendarDate | null {
  return route === 'CORRECT' ? filingDeadline(work) : appealDeadline(work);
}

function filingDeadline({ lastServiceDate, payer }: ClaimWork): CalendarDate | null {
  return payer && addDays(lastServiceDate, payer.filingLimitDays);
}

/** With the payer whose answer is awaited. */
function awaitedDeadline(work: ClaimWork): CalendarDate | null {
  return work.secondBilled?.deadline ?? filingDeadline(work);
}

function lastAnswer({ facts }: Pick<ClaimWork, 'facts'>) {
  return facts.adjudications.filter((row) => !row.reversal).at(-1);
}

function appealDeadline({ facts, payer }: ClaimWork): CalendarDate | null {
  const last = lastAnswer({ facts });
  return payer && last ? addDays(last.checkDate, payer.appealLimitDays) : null;
}
