/**
 * What AWS would bill for the whole cycle: `npm run bench -- cost [claims]`, default 2,000. Calls are metered
 * at the ports, by worker, and priced by bench/cost/price-list.ts; storage, alarms and idle polls are apart.
 */
import { workers } from '../shared/pipeline/topology.ts';
import { type Bill, meterCycle } from './cost/cycle.ts';
import type { Meter } from './cost/meter.ts';
import { type UnitName, units } from './cost/price-list.ts';
import { meterSweeps, sweepsPerDay } from './cost/sweeps.ts';

const goalDollars = 40;
const claims = Number(process.argv[2] ?? 2000);
const names = Object.keys(units).filter((name): name is UnitName => name in units);
const { cycle, nightly } = await meterCycle(claims);

print(`${claims} claims; everything is told for a claim, and in dollars for a million claims\n`);
tellWorkers(cycle);
tellUnits(cycle);
tellCalls(cycle);
const whole = dollarsOf(cycle);
print(`\nthe whole cycle: $${whole.toFixed(2)} per million claims (goal $${goalDollars})\n`);
print(
  `a further night that keeps them: $${dollarsOf(nightly).toFixed(2)} per million claims kept\n`,
);
tellWorkers(nightly);
print(`beside the claims: ${idlePolls()}\n`);
for (const files of [1000, 10_000, 50_000]) print(`${await sweepsOf(files)}\n`);

function print(text: string): void {
  process.stdout.write(text);
}

function perMillion(amount: number, unit: UnitName): number {
  return (amount / claims) * units[unit].dollarsPerMillion;
}

function meterDollars(meter: Meter): number {
  return [...meter.units].reduce((sum, [unit, amount]) => sum + perMillion(amount, unit), 0);
}

function dollarsOf(bill: Bill): number {
  return [...bill.values()].reduce((sum, meter) => sum + meterDollars(meter), 0);
}

function tellWorkers(bill: Bill): void {
  const head = ['writes', 'reads', 'sqs', 's3', 'GB-s', 'calls', '$/M'];
  print(`\n${'worker'.padEnd(18)}${head.map((name) => name.padStart(9)).join('')}\n`);
  for (const [worker, meter] of [...bill].toSorted(
    ([, a], [, b]) => meterDollars(b) - meterDollars(a),
  )) {
    const of = (unit: UnitName) => (meter.units.get(unit) ?? 0) / claims;
    const calls = [...meter.calls.values()].reduce((sum, row) => sum + row.calls, 0) / claims;
    const cells = [of('writeUnits'), of('readUnits'), of('queueRequests'), of('puts') + of('gets')];
    const row = [...cells, of('gigabyteSeconds'), calls, meterDollars(meter)];
    print(`${worker.padEnd(18)}${row.map((cell) => cell.toFixed(3).padStart(9)).join('')}\n`);
  }
}

function tellUnits(bill: Bill): void {
  print('\n');
  for (const unit of names) {
    const amount = [...bill.values()].reduce((sum, meter) => sum + (meter.units.get(unit) ?? 0), 0);
    const { service, says } = units[unit];
    const dollars = perMillion(amount, unit).toFixed(2);
    print(
      `${service.padEnd(12)}${says.padEnd(20)}${(amount / claims).toFixed(3).padStart(10)} $${dollars}\n`,
    );
  }
}

/** The calls that cost the most units. */
function tellCalls(bill: Bill): void {
  const rows = [...bill].flatMap(([worker, meter]) =>
    [...meter.calls].map(([call, { calls, units: amount }]) => ({ worker, call, calls, amount })),
  );
  print(
    `\n${'worker'.padEnd(18)}${'call'.padEnd(32)}${'calls'.padStart(9)}${'units'.padStart(9)}\n`,
  );
  for (const { worker, call, calls, amount } of rows
    .filter((row) => /^(get|query|put|add|remove) /.test(row.call))
    .toSorted((a, b) => costOf(b) - costOf(a))
    .slice(0, 24)) {
    const cells = [calls / claims, amount / claims].map((cell) => cell.toFixed(3).padStart(9));
    print(`${worker.padEnd(18)}${call.padEnd(32)}${cells.join('')}\n`);
  }
}

function costOf({ call, amount }: { readonly call: string; readonly amount: number }): number {
  return perMillion(amount, /^(get|query) /.test(call) ? 'readUnits' : 'writeUnits');
}

/** A month of sweeps, by what they call; the files of a practice's last day are fifty. */
async function sweepsOf(files: number): Promise<string> {
  const { first, next } = await meterSweeps(files);
  const [whole, usual] = [first, next].map(({ units: amounts }) =>
    [...amounts].reduce((sum, [unit, n]) => sum + (n / 1e6) * units[unit].dollarsPerMillion, 0),
  );
  const month = 30 * ((whole ?? 0) + (sweepsPerDay - 1) * (usual ?? 0));
  return `sweeps of a practice with ${files} files: $${month.toFixed(3)} a month`;
}

/** Lambda asks each queue with five long polls of 20 seconds, work or not. */
function idlePolls(): string {
  const queues = Object.keys(workers).length;
  const polls = queues * 5 * 3 * 60 * 24 * 30;
  const dollars = ((polls / 1e6) * units.queueRequests.dollarsPerMillion).toFixed(2);
  return `${(polls / 1e6).toFixed(1)} million idle polls a month of ${queues} queues, $${dollars}`;
}
