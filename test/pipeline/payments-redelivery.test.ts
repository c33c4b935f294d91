/** Payments, encounters and remittances in any order, each message twice: the books come out the same. */
import { expect, test } from 'vitest';
import type { Step } from '../../shared/pipeline/ports.ts';
import { type WorkerName, workers } from '../../shared/pipeline/topology.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { type Answer, remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';
import { testPorts } from '../support/ports.ts';
import { type WholeBooks, wholeBooks } from '../support/whole-books.ts';

const day = calendarDate('2026-04-03');
const header =
  'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind';

const answer = (encounter: string): Answer => ({
  pcn: pcnOf(encounter),
  lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*20.00')],
});

const payments = [
  header,
  'P1,2026-04-01,card,20.00,,E1,,,patient',
  'P2,2026-04-01,card,50.00,,E2,,,patient',
  'P3,2026-04-02,cash,5.00,,,,,patient',
  'P4,2026-04-02,cash,5.00,,E9,,,patient',
  'R1,2026-04-03,check,30.00,,E2,,,refund',
  'D1,2026-04-03,ach,160.00,,,,T1,deposit',
  'D2,2026-04-03,ach,1.00,,,,T2,deposit',
].join('\n');

const files: Readonly<Record<string, string | Uint8Array>> = {
  'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }, { encounter_id: 'E2' }),
  'clinic/payments/2026-04-03/a.csv': payments,
  'clinic/payments/2026-04-03/again.csv': `${payments}\n`,
  'clinic/remittances/2026-04-02/era.835': remit({
    trace: 'T1',
    claims: [answer('E1'), answer('E2')],
  }),
};

async function allSteps(): Promise<Partial<Record<WorkerName, Step>>> {
  const steps: Partial<Record<WorkerName, Step>> = {};
  for (const name of Object.keys(workers).filter((key): key is WorkerName => key in workers)) {
    const module: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
    steps[name] = module.step;
  }
  return steps;
}

async function live(seed: number | null): Promise<WholeBooks> {
  const steps = await allSteps();
  const { ports, files: shelf, drain } = testPorts({ today: day });
  const how = seed === null ? {} : { seed, twice: true };
  const receive = async (contents: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [key, content] of Object.entries(contents)) {
      shelf.drop('inbox', key, Buffer.from(content));
      await ports.queues.send('receive', [{ practice: 'clinic', key }]);
    }
    await drain(steps, how);
  };
  await receive(referenceFiles('clinic'));
  await receive(files);
  for (const worker of ['sweep', 'measure'] as const) {
    await ports.queues.send(worker, [{ inbox: false }]);
    await drain(steps, how);
  }
  return wholeBooks(ports);
}

/** Per claim, account and effective date, without what suspense and application cancel. */
function balances({ entries }: WholeBooks): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { entry } of entries) {
    for (const { account, amountCents } of entry.postings) {
      const cash = account === 'LIAB:UNAPPLIED' || account.startsWith('CASH:');
      const claim = cash ? '' : entry.claimId;
      const key = `${claim} ${account} ${entry.effectiveDate}`;
      sums.set(key, (sums.get(key) ?? 0) + amountCents);
    }
  }
  return Object.fromEntries([...sums].filter(([, cents]) => cents !== 0).sort());
}

function openWork({ items }: WholeBooks): readonly string[] {
  return items
    .filter((item) => item.state === 'open' && item.queue !== 'scrub')
    .map((item) => `${item.queue} ${item.reason}`)
    .sort();
}

test('payments book the same in any order and however often they are delivered', async () => {
  const calm = await live(null);
  expect(calm.violations).toEqual([]);
  expect(openWork(calm)).toEqual([
    'patient-balance encounter-missing',
    'patient-balance encounter-unknown',
    'posting deposit-without-remittance',
  ]);
  let waited = 0;
  for (let seed = 1; seed <= 25; seed += 1) {
    const life = await live(seed);
    expect({ seed, broken: life.violations }).toEqual({ seed, broken: [] });
    expect({ seed, balances: balances(life) }).toEqual({ seed, balances: balances(calm) });
    expect({ seed, work: openWork(life) }).toEqual({ seed, work: openWork(calm) });
    waited += life.entries.filter((row) => row.entry.event === 'application').length;
  }
  expect(waited).toBeGreaterThan(10);
}, 60_000);
