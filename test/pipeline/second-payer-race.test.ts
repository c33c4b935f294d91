/** Two evenings at once: one is about to ask for a second payer's answer, which the other one has seen. */
import { expect, test } from 'vitest';
import type { Action } from '../../shared/pipeline/ports.ts';
import { step as submit } from '../../shared/pipeline/submit.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';
import { takeFiles } from '../support/claim-steps.ts';
import { latecomer } from '../support/latecomer.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';
import { wholeBooks } from '../support/whole-books.ts';

const both = { secondary_payer_id: 'FAKE2', secondary_member_id: 'M0002' };
const left = [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*2*20.00')];
const passedOn = {
  ...referenceFiles('clinic'),
  'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', ...both }),
  'clinic/remittances/2026-04-02/era.835': remit({
    claims: [{ pcn: pcnOf('E1'), status: '19', lines: left }],
  }),
};
const secondAnswers = {
  'clinic/remittances/2026-05-04/second.835': remit({
    trace: 'S1',
    payer: 'FAKE2',
    originator: '1998877665',
    claims: [{ pcn: pcnOf('E1'), status: '2', lines: [svc('99213', 14500, 2000, 'OA*23*125.00')] }],
  }),
};

async function secondPayerItems({ ports }: TestPorts): Promise<readonly string[]> {
  const { items } = await wholeBooks(ports);
  return items.filter((row) => row.category === 'second-payer').map((row) => row.state);
}

const evening = { practice: 'clinic' };
const opensItem = ({ store }: Action) => store === 'work';

test('Nobody is left asking for an answer that came, and was seen, meanwhile', async () => {
  const world = testPorts({ today: '2026-04-02' });
  await takeFiles(world, passedOn);
  world.onDay('2026-05-04');
  let seen: readonly string[] | null = null;
  const late = latecomer(world.ports, opensItem, async () => {
    await takeFiles(world, secondAnswers);
    await submit(world.ports)(evening);
    seen = await secondPayerItems(world);
  });
  await submit(late)(evening);
  expect(seen).toEqual([]);
  await submit(world.ports)(evening);
  expect(await secondPayerItems(world)).not.toContain('open');
});

test('What was asked before the answer came closes with it', async () => {
  const world = testPorts({ today: '2026-04-02' });
  await takeFiles(world, passedOn);
  world.onDay('2026-05-04');
  await submit(world.ports)(evening);
  expect(await secondPayerItems(world)).toEqual(['open']);
  await submit(world.ports)(evening);
  await takeFiles(world, secondAnswers);
  await submit(world.ports)(evening);
  expect(await secondPayerItems(world)).toEqual(['closed']);
});
