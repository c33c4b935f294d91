/**
 * Hard 835s, each delivered ten times: renamed, renumbered, split by ST, shuffled, every message twice.
 * `HARD_REMITTANCES=200 vitest run test/scenarios/hard-remittances.test.ts` lives more of them.
 */
import { expect, test } from 'vitest';
import type { Step } from '../../shared/pipeline/ports.ts';
import { type WorkerName, workers } from '../../shared/pipeline/topology.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { chanceOf } from '../support/chance.ts';
import { encounterFile } from '../support/encounter-file.ts';
import { testPorts } from '../support/ports.ts';
import { type WholeBooks, wholeBooks } from '../support/whole-books.ts';
import { type HardPayment, hardRemittance, intake } from './support/hard-remittance.ts';
import { referenceFiles } from './support/reference.ts';
import { remit } from './support/remit.ts';

const files = Number(process.env['HARD_REMITTANCES'] ?? 30);
const day = calendarDate('2026-04-02');

type File = readonly [key: string, content: Uint8Array];

const steps: Partial<Record<WorkerName, Step>> = {};
for (const name of Object.keys(workers).filter((key): key is WorkerName => key in workers)) {
  const module: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
  steps[name] = module.step;
}

const visited: File = ['clinic/encounters/2026-04-01/day.csv', encounterFile(intake)];

function era(name: string, payments: readonly HardPayment[]): File {
  const text = remit(...payments.map(({ payment }) => payment));
  return [`clinic/remittances/2026-04-02/${name}.835`, Buffer.from(text)];
}

/** Another envelope around the same STs. */
function renumbered([key, content]: File, number: number): File {
  const text = Buffer.from(content).toString();
  const own = String(number).padStart(9, '0');
  return [
    key,
    Buffer.from(
      text
        .replaceAll('000000001', own)
        .replaceAll('ST*835*0', 'ST*835*7')
        .replaceAll(/SE\*(\d+)\*0/g, 'SE*$1*7'),
    ),
  ];
}

function tenTimes(payments: readonly HardPayment[], chance: () => number): readonly File[] {
  const copies = Array.from({ length: 10 }, (_, n): readonly File[] => {
    const order = n % 2 === 0 ? payments : shuffled(payments, chance);
    const cut = n < 5 ? [order] : order.map((one) => [one]);
    return cut.map((some, part) => {
      const file = era(`copy-${n}-${part}`, some);
      return n % 3 === 0 ? file : renumbered(file, 10 * n + part);
    });
  });
  return shuffled([visited, ...copies.flat()], chance);
}

function shuffled<Item>(items: readonly Item[], chance: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, place: chance() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

async function live(contents: readonly File[], seed: number | null): Promise<WholeBooks> {
  const { drain, files: shelf, ports } = testPorts({ today: day });
  const how = seed === null ? {} : { seed, twice: true };
  const arrive = async (all: readonly File[]) => {
    for (const [key, content] of all) {
      shelf.drop('inbox', key, content);
      await ports.queues.send('receive', [{ practice: 'clinic', key }]);
    }
  };
  await arrive(
    Object.entries(referenceFiles('clinic')).map(([key, text]) => [key, Buffer.from(text)]),
  );
  await drain(steps);
  await arrive(contents);
  await drain(steps, how);
  for (const worker of ['sweep', 'measure'] as const) {
    await ports.queues.send(worker, [{ inbox: false }]);
    await drain(steps, how);
  }
  return wholeBooks(ports, day);
}

const cash = ['CASH:REMIT_CLEARING', 'LIAB:UNAPPLIED'];

/** Per claim, line, account and effective date; cash as a whole, because what waited came by suspense. */
function balances({ entries }: WholeBooks): readonly string[] {
  const sums = new Map<string, number>();
  for (const { entry } of entries) {
    for (const { account, amountCents, line } of entry.postings) {
      const place = `${entry.claimId} ${line} ${entry.effectiveDate} ${account}`;
      const key = cash.includes(account) ? account : place;
      sums.set(key, (sums.get(key) ?? 0) + amountCents);
    }
  }
  return [...sums].flatMap(([key, sum]) => (sum === 0 ? [] : [`${key} ${sum}`])).sort();
}

function clearing(gathered: WholeBooks): number {
  const told = balances(gathered).find((row) => row.startsWith('CASH:REMIT_CLEARING '));
  return Number(told?.split(' ')[1] ?? 0);
}

/** After measuring no AR is below zero, no credit above, and no claim gave up more than its contract lets it. */
function overdrawn({ claims }: WholeBooks): readonly string[] {
  return claims.flatMap(({ facts }) => {
    const sums = new Map<string, number>();
    for (const { account, amountCents } of facts.movements) {
      sums.set(account, (sums.get(account) ?? 0) + amountCents);
    }
    const mostGivenUp = facts.lines.reduce((total, { chargeCents, expectedCents }) => {
      const gap = expectedCents === null ? chargeCents : chargeCents - expectedCents + 100;
      return total + Math.max(0, gap);
    }, 0);
    const wrong = [...sums].filter(([account, cents]) => {
      if (account.startsWith('AR:')) return cents < 0;
      if (account.startsWith('LIAB:CREDIT:')) return cents > 0;
      return account === 'CONTRA:CONTRACTUAL' && cents > mostGivenUp;
    });
    return wrong.map(([account, cents]) => `${facts.encounterId} ${account} ${cents}`);
  });
}

test('No hard 835 posts a cent twice or loses one, however it is delivered', async () => {
  const seen = { held: 0, posted: 0, claims: 0, suspended: 0 };
  for (let seed = 1; seed <= files; seed += 1) {
    const payments = hardRemittance(chanceOf(seed));
    const calm = await live([visited, era('once', payments)], null);
    const storm = await live(tenTimes(payments, chanceOf(1000 + seed)), seed);
    const broken = [...calm.violations, ...storm.violations];
    expect({ seed, broken }).toEqual({ seed, broken: [] });
    expect({ seed, balances: balances(storm) }).toEqual({ seed, balances: balances(calm) });
    expect({ seed, overdrawn: overdrawn(storm) }).toEqual({ seed, overdrawn: [] });
    const due = payments.reduce((total, { cents }) => total + (cents ?? 0), 0);
    expect({ seed, cash: clearing(storm) }).toEqual({ seed, cash: due });
    seen.posted += payments.filter(({ cents }) => cents !== null).length;
    seen.held += payments.filter(({ cents }) => cents === null).length;
    seen.claims += payments.flatMap(({ payment }) => payment.claims).length;
    seen.suspended += storm.entries.filter(({ entry }) => entry.event === 'application').length;
  }
  expect(seen.posted).toBeGreaterThan(files);
  expect(seen.held).toBeGreaterThan(0);
  expect(seen.claims).toBeGreaterThan(3 * files);
  expect(seen.suspended).toBeGreaterThan(0);
}, 600_000);
