/** Hard 835s from a seed: reversals, corrections, later payers, bundled codes, PLBs, unknown claims, $0, split checks. */
import { type Answer, type Payment, remit, type Service, svc } from '../scenarios/support/remit.ts';
import { chanceOf } from '../support/chance.ts';
import {
  type Contents,
  encounters,
  lines,
  pcn,
  practice,
  type Story,
  story,
  taken,
} from './story.ts';

const names = ['E-1', 'E-2', 'E-3', 'E-4'];
const intake = encounters('day', ...names, {
  encounter_id: 'E-5',
  secondary_payer_id: 'FAKE2',
  secondary_member_id: 'S1',
});
const { paid, denied, shared, short, second, zero } = lines;
const bundled: Service = { ...svc('99214', 14500, 9500, 'CO*45*50.00'), submitted: '99213' };
const said: readonly Service[] = [paid, denied, shared, short, zero, bundled];
const adjustments = [
  'WO:X1*10.00',
  'FB:X2*-25.00',
  '72:X3*5.00',
  'L6:X4*-0.37',
  'CS:X5*1.01',
  'AP:X6*3.00',
];

type Pick = <T>(from: readonly [T, ...T[]] | readonly T[]) => T;

export type Hard = {
  /** The file as the payer sends it, once. */
  readonly once: Story;
  /** The same payments ten times: under other names, cut by ST, in any order, on two days. */
  readonly tenTimes: Story;
};

export function hardRemittance(seed: number): Hard {
  const chance = chanceOf(Math.imul(seed, 0x9e3779b1));
  const pick: Pick = (from) => {
    const chosen = from[Math.floor(chance() * from.length)];
    if (chosen === undefined) throw new Error('there is nothing to pick from');
    return chosen;
  };
  const count = 1 + Math.floor(chance() * 4);
  const payments = Array.from({ length: count }, (_, n) => paymentOf(n, chance, pick));
  const whole = { [keyOf('whole')]: remit(...payments) };
  const days = deliveries(payments, chance);
  return {
    once: story(`hard ${seed}, once`, intake, whole, {}),
    tenTimes: story(`hard ${seed}, ten times`, intake, ...days),
  };
}

function keyOf(name: string): string {
  return `${practice}/remittances/${name}.835`;
}

/** A later payer's ST now and then; one in six pays nothing. */
function paymentOf(n: number, chance: () => number, pick: Pick): Payment {
  if (chance() < 0.2) {
    const claims = [{ pcn: pcn('E-5'), status: '2', lines: [second] }];
    return { trace: `S${n}`, payer: 'FAKE2', originator: '1998877665', claims };
  }
  const claims = Array.from({ length: 1 + Math.floor(chance() * 4) }, () =>
    answersTo(chance, pick),
  );
  const plb = chance() < 0.4 ? [pick(adjustments)] : [];
  const none = chance() < 0.15;
  const unpaid = { pcn: pcn(pick(names)), lines: [denied] };
  return none
    ? { trace: `N${n}`, claims: [unpaid] }
    : { trace: `T${n}`, claims: claims.flat(), plb };
}

/** One answer, or one that is taken back and given anew; some of claims that are nobody's. */
function answersTo(chance: () => number, pick: Pick): readonly Answer[] {
  const claim = chance() < 0.12 ? 'NOBODYS' : pcn(pick([...names, 'E-5']));
  const answer = pick(said);
  if (chance() > 0.3) return [{ pcn: claim, lines: [answer] }];
  return [
    { pcn: claim, status: '22', lines: [taken(answer)] },
    { pcn: claim, lines: [pick(said)] },
  ];
}

function deliveries(payments: readonly Payment[], chance: () => number): readonly Contents[] {
  const days: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (let n = 0; n < 10; n += 1) {
    const order = payments.toSorted(() => chance() - 0.5);
    const files = chance() < 0.5 ? [order] : order.map((payment) => [payment]);
    files.forEach((file, part) => {
      days[chance() < 0.5 ? 0 : 1][keyOf(`delivery-${n}-${part}`)] = remit(...file);
    });
  }
  return days;
}
