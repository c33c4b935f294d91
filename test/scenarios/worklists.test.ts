/** What an owner finds in the morning: whose visit, which appointment, which file; and nothing when all is done. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appointmentFile } from '../support/appointment-file.ts';
import { openDesk } from './support/desk.ts';
import { pcnOf } from './support/documents.ts';
import { visits } from './support/visits.ts';

const owners = `queue,owner,team,turnaround_hours,escalate_to
scrub,scrub-desk,in-house,24,lead
quarantine,scrub-desk,in-house,24,lead
eligibility,front-desk,in-house,24,lead
`;

test('each item says what it is about, in names that people outside know', async () => {
  const desk = await openDesk();
  await desk.put({ 'clinic/reference/owners.csv': owners });
  await desk.work('2026-03-31');
  await desk.put({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', payer_id: 'NOBODY' }),
    'clinic/encounters/2026-04-01/secret-name.csv': 'not,ours\n1,2\n',
    'clinic/appointments/2026-04-01/day.csv': appointmentFile([
      { appointment_id: 'A1', payer_id: 'NOBODY', visit_on: '2026-04-02' },
    ]),
  });
  await desk.work('2026-04-01');
  const scrub = await desk.text('worklists/scrub-desk.csv');
  expect(scrub).toContain(`,encounter E1,${pcnOf('E1')},NOBODY,`);
  expect(scrub).toMatch(/,"unknown file of 2026-04-01, sha256 [0-9a-f]{12}",/);
  expect(scrub).not.toContain('secret-name');
  const front = await desk.text('worklists/front-desk.csv');
  expect(front).toContain(',appointment A1 on 2026-04-02,');
});

test('a list of an owner who has nothing left goes away', async () => {
  const desk = await openDesk();
  await desk.put({
    'clinic/reference/owners.csv': owners,
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', payer_id: 'NOBODY' }),
  });
  await desk.work('2026-04-01');
  const list = join(desk.out, 'worklists', 'scrub-desk.csv');
  expect(existsSync(list)).toBe(true);
  await desk.put({
    'clinic/decisions/2026-04-02/d.csv': `decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\nD1,2026-04-02,ann,,void,${pcnOf('E1')},,entered twice,\n`,
  });
  await desk.work('2026-04-02');
  expect(existsSync(list)).toBe(false);
});
