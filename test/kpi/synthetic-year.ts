/** A clinic's year in facts, better from July on: seeded, with payers of different manners. */
import type { ClaimFacts } from '../../shared/kpi/claim-facts.ts';
import type { RemittanceFacts, WorkFacts } from '../../shared/kpi/kpi.ts';
import { arInsurer, denialWriteOff, grossRevenue } from '../../shared/ledger/accounts.ts';
import { type Chance, chanceOf } from '../../shared/simulation/chance.ts';
import {
  addBusinessDays,
  addDays,
  type CalendarDate,
  calendarDate,
} from '../../shared/values/dates.ts';
import { payerId } from '../../shared/values/ids.ts';
import { cents } from '../../shared/values/money.ts';
import { answered, entry, patientPaid, practice, visit } from './claim-stories.ts';

/** Shares in percent; denials per 10,000 answers before and after July. */
const payers = [
  { share: 34, id: payerId('60003'), rate: 62, wait: 16, denials: [900, 450], carc: '197' },
  { share: 30, id: payerId('60004'), rate: 66, wait: 12, denials: [700, 380], carc: '16' },
  { share: 20, id: payerId('60005'), rate: 58, wait: 24, denials: [1500, 700], carc: '50' },
  { share: 14, id: payerId('60002'), rate: 38, wait: 32, denials: [1100, 620], carc: '27' },
  { share: 12, id: payerId('60001'), rate: 52, wait: 14, denials: [500, 300], carc: '97' },
] as const;

export const payerNames: ReadonlyMap<string, string> = new Map([
  ['60001', 'Federal Senior Sample Plan'],
  ['60002', 'State Assistance Sample Plan'],
  ['60003', 'Northlight Mock Health'],
  ['60004', 'Prairie Cross Test Plan'],
  ['60005', 'Unity Mock Care'],
]);

const rules = [
  { share: 5, rule: 'E03' },
  { share: 3, rule: 'F07' },
  { share: 2, rule: 'C12' },
  { share: 1, rule: 'B02' },
] as const;

const july = calendarDate('2026-07-01');
const asOf = calendarDate('2026-12-31');

export function syntheticYear(claims: number, seed = 7): readonly ClaimFacts[] {
  return Array.from({ length: claims }, (_, index) => {
    const chance = chanceOf(seed, 'claim', String(index));
    const day = addDays(calendarDate('2026-01-02'), Math.floor((index * 362) / claims));
    return story(chance, `year-${index}`, addBusinessDays(addDays(day, -1), 1));
  }).filter((facts) => facts.takenOn <= asOf);
}

function story(chance: Chance, name: string, served: CalendarDate): ClaimFacts {
  const payer = chance.weighted(payers);
  const better = served >= july ? 1 : 0;
  const lag = chance.happens(better ? 9700 : 7200) ? chance.whole(0, 1) : chance.whole(2, 9);
  const taken = addDays(served, lag);
  const clean = chance.happens(better ? 9650 : 8600);
  const submitted = addDays(taken, sendingLag(chance, clean, better));
  const unsent = charged(chance, name, served, taken, clean, payer);
  if (submitted > asOf) return unsent;
  const sent: ClaimFacts = {
    ...unsent,
    submittedOn: submitted,
    acknowledged: true,
    rejected: chance.happens(better ? 150 : 420),
    state: 'sent',
  };
  return settle(chance, sent, payer, better);
}

function sendingLag(chance: Chance, clean: boolean, better: 0 | 1): number {
  if (better) return clean ? 0 : chance.whole(1, 6);
  return clean ? chance.whole(2, 14) : chance.whole(8, 30);
}

function charged(
  chance: Chance,
  name: string,
  served: CalendarDate,
  taken: CalendarDate,
  clean: boolean,
  payer: (typeof payers)[number],
): ClaimFacts {
  const charge = chance.whole(90, 480) * 100;
  const expectedCents = cents(Math.round((charge * payer.rate) / 100));
  const rule = chance.weighted(rules).rule;
  return visit(name, served, {
    payerId: payer.id,
    chargeCents: cents(charge),
    takenOn: taken,
    firstScrub: { on: taken, clean, stoppedBy: clean ? [] : [rule] },
    scrub: clean ? [] : [{ rule, outcome: 'bypassed' }],
    submittedOn: null,
    acknowledged: false,
    state: 'ready',
    lines: [
      {
        line: 1,
        serviceDate: served,
        procedure: '99213',
        chargeCents: cents(charge),
        expectedCents,
      },
    ],
    movements: entry(
      'charge',
      served,
      [
        [1, arInsurer(payer.id, 1), charge],
        [1, grossRevenue, -charge],
      ],
      taken,
    ),
  });
}

function settle(
  chance: Chance,
  facts: ClaimFacts,
  payer: (typeof payers)[number],
  better: 0 | 1,
): ClaimFacts {
  const submitted = facts.submittedOn ?? facts.takenOn;
  const check = addDays(submitted, payer.wait + chance.whole(0, 8) + (better ? 0 : 4));
  if (check > asOf || chance.happens(60)) return facts;
  const answer = usualAnswer(chance, facts);
  return chance.happens(payer.denials[better])
    ? refused(chance, facts, check, payer, better, answer)
    : later(chance, answered(facts, check, answer), check, answer.patient);
}

function usualAnswer(chance: Chance, facts: ClaimFacts) {
  const allowed = facts.lines[0]?.expectedCents ?? 0;
  const patient = chance.happens(1400) ? allowed : Math.round(allowed * chance.pick([0, 0.1, 0.2]));
  return {
    paid: allowed - patient,
    patient,
    contractual: facts.chargeCents - allowed,
    ...(chance.happens(250) ? shortfall(allowed, patient) : {}),
  };
}

function refused(
  chance: Chance,
  facts: ClaimFacts,
  check: CalendarDate,
  payer: (typeof payers)[number],
  better: 0 | 1,
  answer: ReturnType<typeof usualAnswer>,
): ClaimFacts {
  const carc = chance.happens(6000)
    ? payer.carc
    : chance.pick(['16', '29', '18', '11', '96', '197']);
  const denied = answered(facts, check, { denied: facts.chargeCents, carc });
  const again = addDays(check, chance.whole(20, 60));
  if (!chance.happens(better ? 7400 : 4200)) return writtenOff(chance, denied, again);
  return again > asOf
    ? { ...denied, state: 'denied' }
    : later(chance, { ...answered(denied, again, answer), versions: 2 }, again, answer.patient);
}

function shortfall(allowed: number, patient: number) {
  const underpaid = Math.floor((allowed - patient) / 10);
  return { paid: allowed - patient - underpaid, underpaid };
}

function later(
  chance: Chance,
  facts: ClaimFacts,
  check: CalendarDate,
  patient: number,
): ClaimFacts {
  const paidOn = addDays(check, chance.whole(5, 70));
  return patient === 0 || paidOn > asOf || chance.happens(200)
    ? facts
    : patientPaid(facts, paidOn, patient);
}

function writtenOff(chance: Chance, facts: ClaimFacts, on: CalendarDate): ClaimFacts {
  if (on > asOf || chance.happens(1500)) return { ...facts, state: 'denied' };
  const movements = entry('write-off', on, [
    [0, denialWriteOff('TIMELY'), facts.chargeCents],
    [0, arInsurer(facts.payerId, 1), -facts.chargeCents],
  ]);
  return {
    ...facts,
    state: 'closed',
    touched: true,
    movements: [...facts.movements, ...movements],
  };
}

export function syntheticRemittances(count: number, seed = 7): readonly RemittanceFacts[] {
  return Array.from({ length: count }, (_, index) => {
    const arrivedOn = addDays(calendarDate('2026-01-12'), Math.floor((index * 350) / count));
    const chance = chanceOf(seed, 'remittance', String(index));
    const postedSameDay = chance.happens(arrivedOn >= july ? 9800 : 8000);
    return {
      practice,
      payerId: chance.weighted(payers).id,
      arrivedOn,
      arrivalKnown: true,
      postedSameDay,
    };
  });
}

const desks = [
  { share: 5, queue: 'denial', owner: 'denials-desk' },
  { share: 4, queue: 'scrub', owner: 'billing-lead' },
  { share: 3, queue: 'rejection', owner: 'billing-lead' },
  { share: 2, queue: 'posting', owner: 'payment-poster' },
  { share: 1, queue: 'underpayment', owner: 'contracts' },
] as const;

export function syntheticWork(claims: readonly ClaimFacts[], seed = 7): readonly WorkFacts[] {
  return claims
    .filter((_, index) => index % 9 === 0)
    .map((facts) => {
      const chance = chanceOf(seed, 'work', facts.claimId);
      const desk = chance.weighted(desks);
      const dueOn = addBusinessDays(facts.takenOn, chance.whole(1, 5));
      const closedOn = addDays(facts.takenOn, chance.whole(0, facts.takenOn >= july ? 6 : 12));
      const left = closedOn > asOf || chance.happens(200);
      return {
        practice: facts.practice,
        payerId: facts.payerId,
        claimId: facts.claimId,
        queue: desk.queue,
        owner: desk.owner,
        openedOn: facts.takenOn,
        dueOn,
        closedOn: left ? null : closedOn,
      };
    });
}
