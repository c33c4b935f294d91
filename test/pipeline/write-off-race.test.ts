/** Two people give up the same balance at once: one of them is told that nothing is left. */
import { expect, test } from 'vitest';
import { insuranceArCents } from '../../shared/kpi/claim-balance.ts';
import type { Ports, Step } from '../../shared/pipeline/ports.ts';
import { type WorkerName, workers } from '../../shared/pipeline/topology.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';
import { testPorts } from '../support/ports.ts';
import { type WholeBooks, wholeBooks } from '../support/whole-books.ts';

const day = calendarDate('2026-04-03');
const columns = 'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail';
const decision = (id: string, action: string, amount: string, reason = 'timely') =>
  `${columns}\n${id},${day},ann,bob,${action},${pcnOf('E1')},${amount},${reason},\n`;

async function allSteps(): Promise<Partial<Record<WorkerName, Step>>> {
  const steps: Partial<Record<WorkerName, Step>> = {};
  for (const name of Object.keys(workers).filter((key): key is WorkerName => key in workers)) {
    const module: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
    steps[name] = module.step;
  }
  return steps;
}

/** The claim, wholly denied, and two decisions files that are known but not worked. */
async function world(first: string, second: string, recordsSeed?: number) {
  const steps = await allSteps();
  const test = testPorts(recordsSeed === undefined ? { today: day } : { today: day, recordsSeed });
  const receive = async (contents: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [key, content] of Object.entries(contents)) {
      test.files.drop('inbox', key, Buffer.from(content));
      await test.ports.queues.send('receive', [{ practice: 'clinic', key }]);
    }
    await test.drain(steps);
    test.records.settle();
  };
  await receive(referenceFiles('clinic'));
  await receive({ 'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }) });
  const denied = { pcn: pcnOf('E1'), lines: [svc('99213', 14500, 0, 'CO*29*145.00')] };
  await receive({ 'clinic/remittances/2026-04-02/era.835': remit({ claims: [denied] }) });
  const own = { 'clinic/decisions/a.csv': first, 'clinic/decisions/b.csv': second };
  for (const [key, content] of Object.entries(own)) {
    test.files.drop('inbox', key, Buffer.from(content));
    await steps.receive?.(test.ports)({ practice: 'clinic', key });
  }
  const waiting = [test.queues.take(), test.queues.take()];
  const decide = (ports: Ports) => async (n: number) =>
    steps.decide?.(ports)(waiting[n]?.message ?? {});
  const books = async () => {
    test.records.settle();
    return wholeBooks(test.ports);
  };
  return { books, decide, test };
}

/** The second one acts whole, just before the first one writes. */
function overtaken(ports: Ports, meanwhile: () => Promise<unknown>): Ports {
  let done = false;
  const records: Ports['records'] = {
    ...ports.records,
    transact: async (actions) => {
      const decides = actions.some((row) => row.store === 'ledger');
      if (decides && !done) {
        done = true;
        await meanwhile();
      }
      return ports.records.transact(actions);
    },
  };
  return { ...ports, records };
}

test.each([
  ['a write-off of the same balance', decision('D2', 'write-off', '145.00')],
  ['a void', decision('D2', 'void', '')],
])('A write-off that is overtaken by %s is refused', async (_, second) => {
  const { books, decide, test: own } = await world(decision('D1', 'write-off', '145.00'), second);
  const ports = overtaken(own.ports, () => decide(own.ports)(1));
  await decide(ports)(0);
  const gathered = await books();
  const codes = gathered.files.flatMap((file) => file.issues.map((row) => row.code));
  expect(codes).toEqual(['write-off-above-balance']);
  const movements = gathered.claims[0]?.facts.movements ?? [];
  expect(movements.filter((row) => row.event === 'write-off')).toHaveLength(
    second.includes('void') ? 0 : 2,
  );
  expect(insuranceArOf(gathered)).toBe(0);
  expect(gathered.violations).toEqual([]);
});

test('With an index that is behind, no second write-off takes what the first has taken', async () => {
  let refused = 0;
  for (let seed = 1; seed <= 30; seed += 1) {
    const second = decision('D2', 'write-off', '145.00');
    const {
      books,
      decide,
      test: own,
    } = await world(decision('D1', 'write-off', '145.00'), second, seed);
    for (const n of [0, 1]) await decide(own.ports)(n);
    const gathered = await books();
    expect({ seed, ar: insuranceArOf(gathered) }).toEqual({ seed, ar: 0 });
    refused += gathered.files.filter((file) => file.rejected === 1).length;
  }
  expect(refused).toBe(30);
});

function insuranceArOf({ claims }: WholeBooks): number | undefined {
  const [claim] = claims;
  return claim && insuranceArCents(claim.facts);
}
