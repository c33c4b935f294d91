/** A bill to the second payer goes out once, whatever else of its claim was lost or changed meanwhile. */
import { expect, test } from 'vitest';
import { step as decide } from '../../shared/pipeline/decide.ts';
import type { Ports, Step } from '../../shared/pipeline/ports.ts';
import { step as submit } from '../../shared/pipeline/submit.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';
import { claimSteps, takeFiles } from '../support/claim-steps.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';

const lost: Step = () => async () => ({ event: 'lost', counts: {} });

const steps = { ...claimSteps, decide };

const both = { secondary_payer_id: 'FAKE2', secondary_member_id: 'M0002' };
const paid = [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*2*20.00')];
const answered = {
  ...referenceFiles('clinic'),
  'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', ...both }),
  'clinic/remittances/2026-04-02/era.835': remit({ claims: [{ pcn: pcnOf('E1'), lines: paid }] }),
};

function billed({ files }: TestPorts): readonly string[] {
  return files.keys('outbound');
}

test('Although the claim’s own scrub was lost on its way', async () => {
  const world = testPorts({ today: '2026-04-02' });
  await takeFiles(world, answered, { ...steps, scrub: lost });
  await submit(world.ports)({ practice: 'clinic' });
  await submit(world.ports)({ practice: 'clinic' });
  expect(billed(world)).toHaveLength(1);
});

/** Stopped when it has written the bill, and before it says which file it goes into. */
function stoppedBeforeBatch(ports: Ports): Ports {
  const transact: Ports['records']['transact'] = async (actions) => {
    if (actions.some(({ key }) => key.sort.startsWith('batch#'))) throw new Error('stopped');
    return ports.records.transact(actions);
  };
  return { ...ports, records: { ...ports.records, transact } };
}

const voided =
  'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\n' +
  `D1,2026-04-03,Desk,,void,${pcnOf('E1')},,wrong,\n`;

test.each([
  ['goes out the next day', {}, 1],
  ['stays when its claim is voided', { 'clinic/decisions/2026-04-03/day.csv': voided }, 0],
])('A bill that a crash left behind %s', async (_, decided, files) => {
  const world = testPorts({ today: '2026-04-02' });
  await takeFiles(world, answered, steps);
  const stopped = submit(stoppedBeforeBatch(world.ports))({ practice: 'clinic' });
  await expect(stopped).rejects.toThrow('stopped');
  world.onDay('2026-04-03');
  await takeFiles(world, decided, steps);
  await submit(world.ports)({ practice: 'clinic' });
  expect(billed(world)).toHaveLength(files);
});
