/** What a biller of the sample writes down about an item: decisions, and money that goes back. */
import { addDays, type CalendarDate } from '../values/dates.ts';
import { type Cents, formatDollars, zero } from '../values/money.ts';
import type { Chance } from './chance.ts';
import { type Decision, decision } from './decisions.ts';
import type { DeskClaim, DeskItem } from './desk-item.ts';
import { mendingOf } from './mending.ts';
import type { WrittenVisit } from './written-visit.ts';

/** An item on the desk, with all that patient, payer, chart and ledger say about it. */
export type DeskWork = {
  readonly today: CalendarDate;
  readonly item: DeskItem;
  readonly claimId: string;
  readonly written: WrittenVisit;
  /** Null while there is no such claim. */
  readonly claim: DeskClaim | null;
  readonly chance: Chance;
  /** How often the claim was put right or sent again before. */
  readonly tries: number;
  /** The item's crew works its whole queue; else only what is easy. */
  readonly measured: boolean;
  /** The item was answered before and is open again. */
  readonly again: boolean;
};

/** A row of a payments file: to the insurer, or to the patient where none is named. */
export type Refund = {
  readonly payerId: string;
  readonly encounterId: string;
  readonly amountCents: Cents;
};

export type DeskAnswer = {
  readonly decisions: readonly Decision[];
  readonly refunds: readonly Refund[];
  /** Whether it was a further try with the payer. */
  readonly tried: boolean;
  /** Whether a payer was asked for an authorization. */
  readonly asked: boolean;
  /** When to look at the item again if it is still open. */
  readonly lookIn: CalendarDate;
};

/** An answer shows within days; then somebody wonders why the item is still there. */
const untilItShows = 10;

function answer(work: DeskWork, some: Partial<DeskAnswer>): DeskAnswer {
  const lookIn = addDays(work.today, untilItShows);
  return { decisions: [], refunds: [], tried: false, asked: false, lookIn, ...some };
}

/** The payer was called, and there is nothing to do but to wait. */
export function wait(work: DeskWork, days = 7): DeskAnswer {
  return answer(work, { lookIn: addDays(work.today, days) });
}

/** The payer is asked to authorize what is planned. */
export function askedFor(work: DeskWork): DeskAnswer {
  return answer(work, { asked: true });
}

export function voided(work: DeskWork): DeskAnswer {
  const { claimId, today } = work;
  const cells = { by: 'billing-desk', reason: 'entered-twice' };
  return answer(work, { decisions: [decision(`void-${claimId}`, today, 'void', claimId, cells)] });
}

/** The columns that differ from the truth; none where the payer is just asked again. */
export function corrected(work: DeskWork, reason: string): DeskAnswer {
  const { claimId, today, tries, written } = work;
  const cells = { by: 'billing-desk', reason, detail: JSON.stringify(mendingOf(written)) };
  const row = decision(`correct-${claimId}-${tries + 1}`, today, 'correct', claimId, cells);
  return answer(work, { decisions: [row], tried: true });
}

export function overridden(work: DeskWork, rules: readonly string[]): DeskAnswer {
  const { claimId, today } = work;
  const decisions = rules.map((detail) =>
    decision(`override-${claimId}-${detail}-${today}`, today, 'override-rule', claimId, {
      by: 'billing-desk',
      reason: 'reviewed',
      detail,
    }),
  );
  return answer(work, { decisions });
}

export function resubmitted(work: DeskWork): DeskAnswer {
  const { claimId, today, tries } = work;
  const cells = { by: 'follow-up-team', reason: 'lost-by-payer' };
  const row = decision(`resubmit-${claimId}-${tries + 1}`, today, 'resubmit', claimId, cells);
  return answer(work, { decisions: [row], tried: true });
}

export function closedItem(work: DeskWork, reason: string): DeskAnswer {
  const { item, today } = work;
  const cells = { by: 'front-desk', reason };
  return answer(work, {
    decisions: [decision(`close-${item.itemId}`, today, 'close', item.itemId, cells)],
  });
}

/** In 10,000: how often somebody forgets the approval, and asks for it when the item is still there. */
const forgotten = 800;

export function writtenOff(work: DeskWork, amountCents: Cents, reason: string): DeskAnswer {
  if (amountCents <= zero) return wait(work);
  const { again, chance, claimId, item, today } = work;
  const forgets = !again && chance.happens(forgotten);
  const row = decision(`give-up-${item.itemId}-${today}`, today, 'write-off', claimId, {
    by: 'denial-team',
    approved_by: forgets ? '' : 'practice-manager',
    amount: formatDollars(amountCents),
    reason,
  });
  return answer(work, { decisions: [row] });
}

export function refunded(
  work: DeskWork,
  to: 'insurer' | 'patient',
  amountCents: Cents,
): DeskAnswer {
  const { claim } = work;
  if (claim === null) return wait(work);
  const payerId = to === 'insurer' ? claim.payerId : '';
  return answer(work, { refunds: [{ payerId, encounterId: claim.encounterId, amountCents }] });
}
