/** A clearinghouse may put the first and the second payer's answer into one payment. */
import { expect, test } from 'vitest';
import { claimEntries } from '../../shared/pipeline/read-entries.ts';
import { claimId, practiceId } from '../../shared/values/ids.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';
import { takeFiles } from '../support/claim-steps.ts';
import { testPorts } from '../support/ports.ts';

const first = { pcn: pcnOf('E1'), lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*2*20.00')] };
const second = {
  pcn: pcnOf('E1'),
  status: '2',
  lines: [svc('99213', 14500, 2000, 'OA*23*125.00')],
};

test.each([
  ['before', [second, first]],
  ['behind', [first, second]],
])('The second’s, %s the first’s, applies without waiting for a sweep', async (_, claims) => {
  const world = testPorts({ today: '2026-04-02' });
  const both = { secondary_payer_id: 'FAKE2', secondary_member_id: 'M0002' };
  await takeFiles(world, {
    ...referenceFiles('clinic'),
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', ...both }),
    'clinic/remittances/2026-04-02/era.835': remit({ claims }),
  });
  const { ports } = world;
  const entries = await claimEntries(ports.records, practiceId('clinic'), claimId(pcnOf('E1')));
  expect(entries.map(({ entry }) => entry.event).sort()).toEqual([
    'application',
    'charge',
    'remittance',
  ]);
});
