/** 835s as hard as payers make them, from a seed: every group, level, status and provider adjustment, balanced or not. */
import type { RowChanges } from '../../support/encounter-file.ts';
import { pcnOf } from './documents.ts';
import { type Answer, type Payment, type Service, svc } from './remit.ts';

type Billed = { readonly code: string; readonly cents: number };

const both = { secondary_payer_id: 'FAKE2', secondary_member_id: 'M0002' };
const visit: Billed = { code: '99213', cents: 14500 };
const injection: Billed = { code: '20610', cents: 8000 };
const draw: Billed = { code: '36415', cents: 1000 };

/** Visits of one payer and of two, of one line and several, priced, unpriced and held. */
const encounters: readonly (readonly [string, readonly Billed[], RowChanges])[] = [
  ['E1', [visit], {}],
  ['E2', [visit], both],
  ['E3', [visit, injection], {}],
  ['E4', [{ code: '99499', cents: 20000 }], {}],
  ['E5', [visit, injection, draw], both],
  ['E6', [draw], {}],
  ['E7', [visit], { diagnosis_pointers: '9' }],
  ['LATE', [visit, draw], {}],
];

export const intake: readonly RowChanges[] = encounters.flatMap(([name, lines, changes]) =>
  lines.map(({ code, cents }) => ({
    encounter_id: name,
    patient_id: `P-${name}`,
    procedure: code,
    charge: dollars(cents),
    ...changes,
  })),
);

export type HardPayment = {
  readonly payment: Payment;
  /** What must reach clearing; null for an ST that must not post. */
  readonly cents: number | null;
};

const adjustments = [
  ...['CO*45', 'CO*45', 'CO*45', 'CO*59', 'CO*131', 'CO*253', 'CO*24', 'CO*104', 'CO*303'],
  ...['PR*1', 'PR*2', 'PR*3', 'PR*96', 'PR*45', 'CO*50', 'CO*197', 'CO*16', 'CO*29', 'CO*97'],
  ...['OA*23', 'OA*18', 'PI*45', 'PI*50', 'CO*133', 'CO*1', 'CO*ZZ9', 'CO*144', 'OA*94', 'CO*246'],
];
const provider = ['WO', 'FB', '72', 'L6', 'CT', 'CS', 'ZZ', 'AP'];
const statuses = ['1', '1', '1', '1', '2', '2', '3', '4', '19', '20', '21', '22', '23', '25'];

/** The STs of one file; each has a trace number of its own. */
export function hardRemittance(chance: () => number): readonly HardPayment[] {
  const below = (n: number) => Math.floor(chance() * n);
  const given: Answer[] = [];
  return Array.from({ length: 1 + below(4) }, (_, index) => {
    const claims = Array.from({ length: below(6) }, () => answerOf(below, given));
    const plb = Array.from({ length: below(3) }, () => providerPair(below));
    const second = below(3) === 0 ? { payer: 'FAKE2', originator: '1999999999' } : {};
    const date = `2026-04-0${1 + below(2)}`;
    return spoiled(below, { trace: `T${index}`, date, claims, plb, ...second });
  });
}

type Below = (n: number) => number;

/** One in five does not balance, or is for somebody else. */
function spoiled(below: Below, payment: Payment): HardPayment {
  const cents = paidBy(payment);
  switch (below(10)) {
    case 0:
      return { payment: { ...payment, paid: dollars(cents + 1) }, cents: null };
    case 1:
      return { payment: { ...payment, npi: '1000000004' }, cents: null };
    default:
      return { payment, cents };
  }
}

function paidBy({ claims, plb = [] }: Payment): number {
  const adjusted = plb.map((pair) => Math.round(Number(pair.split('*')[1]) * 100));
  return (
    sum(claims.map(({ paid, lines = [] }) => paid ?? sum(lines.map((row) => row.paid)))) -
    sum(adjusted)
  );
}

function providerPair(below: Below): string {
  const code = provider[below(provider.length)];
  return `${code}:X${below(3)}*${dollars(below(4000) - 2000 || 1)}`;
}

function answerOf(below: Below, given: Answer[]): Answer {
  const status = statuses[below(statuses.length)] ?? '1';
  const earlier = given[below(given.length)];
  if (status === '22' && earlier !== undefined) return negated(earlier, below(4) === 0);
  const [name = '', lines = []] = encounters[below(encounters.length)] ?? [];
  const answer = { pcn: below(8) === 0 ? 'NOBODY' : pcnOf(name), status, ...saidOf(below, lines) };
  const told = status === '22' ? negated(answer, false) : answer;
  if (status !== '22') given.push(answer);
  return told;
}

/** By line, bundled, for the claim as a whole, or both. */
function saidOf(below: Below, lines: readonly Billed[]): Omit<Answer, 'pcn'> {
  const shape = below(6);
  const charge = sum(lines.map((row) => row.cents));
  if (shape === 0) {
    const { cas, paid } = cut(below, charge);
    return { charge, paid, cas };
  }
  if (shape === 1 && lines.length > 1) return bundle(lines);
  const services = lines.map((row) => serviceOf(below, row));
  if (shape !== 2) return { lines: services };
  const kept = below(500);
  return {
    lines: services,
    paid: sum(services.map((row) => row.paid)) - kept,
    cas: [`CO*45*${dollars(kept)}`],
  };
}

function serviceOf(below: Below, { code, cents }: Billed): Service {
  const { cas, paid } = cut(below, cents);
  const service = svc(code, cents, paid, ...cas);
  return below(6) === 0 ? { ...service, code: '99212', submitted: code } : service;
}

/** A charge as parts that are kept back and what is paid; now and then more than the charge. */
function cut(
  below: Below,
  charge: number,
): { readonly cas: readonly string[]; readonly paid: number } {
  let left = charge;
  const cas = Array.from({ length: below(4) }, () => {
    const amount = below(7) === 0 ? -below(900) : below(left + 1);
    left -= amount;
    return `${adjustments[below(adjustments.length)]}*${dollars(amount)}`;
  });
  return { cas, paid: left };
}

/** The first line takes the others in. */
function bundle([first, ...others]: readonly Billed[]): Omit<Answer, 'pcn'> {
  const folded = sum(others.map((row) => row.cents));
  const { cents = 0, code = '' } = first ?? {};
  return {
    lines: [
      svc(code, cents, cents + folded - 4500, `OA*94*${dollars(-folded)}`, 'CO*45*45.00'),
      ...others.map((row) => svc(row.code, row.cents, 0, `CO*97*${dollars(row.cents)}`)),
    ],
  };
}

/** A reversal repeats what was said with every amount negated; old senders under group CR. */
function negated(answer: Answer, old: boolean): Answer {
  const turned = (cas: string) => {
    const [group = '', carc = '', amount = '0'] = cas.split('*');
    return `${old ? 'CR' : group}*${carc}*${dollars(-Math.round(Number(amount) * 100))}`;
  };
  const { cas = [], charge, lines = [], paid } = answer;
  return {
    ...answer,
    status: '22',
    ...(charge === undefined ? {} : { charge: -charge }),
    ...(paid === undefined ? {} : { paid: -paid }),
    cas: cas.map(turned),
    lines: lines.map((row) => ({
      ...row,
      charge: -row.charge,
      paid: -row.paid,
      cas: row.cas.map(turned),
    })),
  };
}

function dollars(cents: number): string {
  return (cents / 100).toFixed(2);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
