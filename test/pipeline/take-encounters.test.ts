/** A file too large for one message is taken in runs: the same claims, rows and issues as at once. */
import { expect, test } from 'vitest';
import type { Step } from '../../shared/pipeline/ports.ts';
import { readResult } from '../../shared/pipeline/stored-file.ts';
import { takeEncounters } from '../../shared/pipeline/take-encounters.ts';
import { type WorkerName, workers } from '../../shared/pipeline/topology.ts';
import { fileId, practiceId, sha256 } from '../../shared/values/ids.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { visits } from '../scenarios/support/visits.ts';
import { testPorts } from '../support/ports.ts';
import { wholeBooks } from '../support/whole-books.ts';

const known = visits({ encounter_id: 'E0' }, { encounter_id: 'E3' });
const large = visits(
  { encounter_id: 'E0' },
  { encounter_id: 'E1' },
  { encounter_id: 'E2', charge: 'much' },
  { encounter_id: 'E3', charge: '200.00' },
  { encounter_id: 'E4' },
  { encounter_id: 'E5', service_date: 'never' },
  { encounter_id: 'E6' },
);

async function allSteps(): Promise<Partial<Record<WorkerName, Step>>> {
  const steps: Partial<Record<WorkerName, Step>> = {};
  for (const name of Object.keys(workers).filter((key): key is WorkerName => key in workers)) {
    const module: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
    steps[name] = module.step;
  }
  return steps;
}

async function taken(atOnce: number, how: { seed?: number; twice?: boolean } = {}) {
  const steps = { ...(await allSteps()), 'take-encounters': takeEncounters(atOnce) };
  const { ports, files, drain } = testPorts({ today: '2026-04-02' });
  const receive = async (contents: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [key, content] of Object.entries(contents)) {
      files.drop('inbox', key, Buffer.from(content));
      await ports.queues.send('receive', [{ practice: 'clinic', key }]);
    }
    return drain(steps, how);
  };
  await receive(referenceFiles('clinic'));
  await receive({ 'clinic/encounters/2026-04-01/first.csv': known });
  const delivered = await receive({ 'clinic/encounters/2026-04-02/large.csv': large });
  const practice = practiceId('clinic');
  const { entries, violations } = await wholeBooks(ports);
  return {
    runs: delivered.filter((row) => row.queue === 'take-encounters').length,
    result: await readResult(ports.records, practice, fileId(sha256(large))),
    entries: entries.map(({ entry }) => entry.entryId).sort(),
    violations,
  };
}

test('in runs of any size, each message once or twice', async () => {
  const whole = await taken(100);
  expect(whole).toMatchObject({ runs: 1, result: { rows: 7, posted: 4, held: 1, rejected: 2 } });
  expect(whole.entries).toHaveLength(5);
  expect(whole.violations).toEqual([]);
  for (const [atOnce, runs] of [
    [7, 1],
    [6, 2],
    [3, 3],
    [1, 7],
  ] as const) {
    const { runs: needed, ...inRuns } = await taken(atOnce);
    expect({ ...inRuns, runs: 1 }).toEqual(whole);
    expect(needed).toBe(runs);
    const { runs: _, ...twice } = await taken(atOnce, { seed: atOnce, twice: true });
    expect({ ...twice, runs: 1 }).toEqual(whole);
  }
});
