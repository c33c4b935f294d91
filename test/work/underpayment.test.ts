/** The underpayment item: whose it is, what it says, and when there is none. */
import { describe, expect, test } from 'vitest';
import type { ClaimFacts } from '../../shared/kpi/claim-facts.ts';
import { arInsurer, capitation, remitClearing } from '../../shared/ledger/accounts.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';
import { claimCauses } from '../../shared/work/claim-causes.ts';
import { acme, answered, entry, umbra, usual, visit } from '../kpi/claim-stories.ts';

const payer = {
  payerId: acme,
  name: 'Fake Plan',
  claimFilingCode: 'CI',
  filingLimitDays: 90,
  appealLimitDays: 180,
  electronic: true,
  receiver: 'clearinghouse',
};

/** Nothing else to do. */
const quiet = {
  payer,
  lastServiceDate: calendarDate('2026-03-02'),
  holding: [],
  silence: [],
  qmb: false,
  secondBilled: null,
  conflicts: 0,
  rejections: [],
  correction: null,
  answered: false,
  repriced: false,
};

function causes(facts: ClaimFacts, explain: (line: number) => string | null = () => null) {
  return claimCauses({ ...quiet, facts, explain });
}

const short = { paid: 10_000, contractual: 5_000, underpaid: 5_000 };
const fell = answered(visit('a', '2026-03-02'), '2026-03-20', short);
const queues = (facts: ClaimFacts) => causes(facts).map((row) => [row.queue, row.amountCents]);

describe('a line below its contract', () => {
  test('is disputed by its amount until the appeal limit, with the way to its price', () => {
    const row = (line: number) => `9921${line} row procedure=9921${line} place=any from=2025-01-01`;
    expect(causes(fell, row)).toEqual([
      {
        queue: 'underpayment',
        category: 'below-contract',
        claimId: fell.claimId,
        amountCents: 5_000,
        reason:
          'contractual-above-contract line=1 short=50.00 99211 row procedure=99211 place=any from=2025-01-01',
        deadline: '2026-09-16',
      },
    ]);
  });

  test('says no way where the contract has changed since', () => {
    expect(causes(fell).map((row) => row.reason)).toEqual([
      'contractual-above-contract line=1 short=50.00',
    ]);
  });

  test('explains the three lines that fall short most', () => {
    const [answer] = fell.adjudications;
    const [line] = answer?.lines ?? [];
    if (!answer || !line) throw new Error('the story has an answer');
    const lines = [500, 900, 0, 700, 900].map((amount, index) => ({
      ...line,
      line: index + 1,
      underpaidCents: cents(amount),
    }));
    const many = { ...fell, adjudications: [{ ...answer, lines }] };
    const [found] = causes(many, (number) => `is ${number}`);
    expect(found).toMatchObject({
      amountCents: 3_000,
      reason:
        'contractual-above-contract line=2 short=9.00 is 2; line=5 short=9.00 is 5; line=4 short=7.00 is 4',
    });
  });

  test('is never more than the insurer still owes', () => {
    const paidUp = entry('remittance', '2026-04-01', [
      [1, arInsurer(acme, 1), -4_000],
      [1, remitClearing, 4_000],
    ]);
    expect(queues({ ...fell, movements: [...fell.movements, ...paidUp] })).toEqual([
      ['underpayment', 1_000],
    ]);
  });
});

describe('there is no underpayment', () => {
  test('where the answer was taken back', () => {
    const taken = queues(answered(fell, '2026-03-25', { ...short, status: '22' }));
    expect(taken).toEqual([['follow-up', 0]]);
  });

  test('where the line is wholly denied: the denial is the work', () => {
    const denied = answered(visit('a', '2026-03-02'), '2026-03-20', {
      denied: 10_000,
      contractual: 5_000,
      underpaid: 5_000,
    });
    expect(queues(denied)).toEqual([['denial', 10_000]]);
  });

  test('with a later payer', () => {
    const later = answered(answered(visit('a', '2026-03-02'), '2026-03-20', usual), '2026-03-25', {
      secondary: umbra,
      underpaid: 5_000,
    });
    expect(queues(later)).toEqual([]);
  });

  test('where the payer pays by the head, but a person hears of what stays', () => {
    const head = entry('remittance', '2026-03-20', [
      [1, capitation, 2_000],
      [1, arInsurer(acme, 1), -2_000],
    ]);
    const found = causes({ ...fell, movements: [...fell.movements, ...head] });
    expect(found.map((row) => [row.queue, row.reason])).toEqual([
      ['posting', 'capitated-above-contract'],
    ]);
  });
});
