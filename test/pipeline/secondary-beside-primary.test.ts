/** A clearinghouse may put the first and the second payer's answer into one payment. */
import { expect, test } from 'vitest';
import { step as apply } from '../../shared/pipeline/apply.ts';
import { step as assign } from '../../shared/pipeline/assign.ts';
import { step as post } from '../../shared/pipeline/post.ts';
import { claimEntries } from '../../shared/pipeline/read-entries.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as scrub } from '../../shared/pipeline/scrub.ts';
import { step as split } from '../../shared/pipeline/split-remittance.ts';
import { step as takeEncounters } from '../../shared/pipeline/take-encounters.ts';
import { step as takeReference } from '../../shared/pipeline/take-reference.ts';
import { claimId, practiceId } from '../../shared/values/ids.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';
import { testPorts } from '../support/ports.ts';

const steps = {
  receive,
  apply,
  assign,
  post,
  scrub,
  'split-remittance': split,
  'take-encounters': takeEncounters,
  'take-reference': takeReference,
};

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
  const { drain, files, ports } = testPorts({ today: '2026-04-02' });
  const both = { secondary_payer_id: 'FAKE2', secondary_member_id: 'M0002' };
  const contents = {
    ...referenceFiles('clinic'),
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', ...both }),
    'clinic/remittances/2026-04-02/era.835': remit({ claims }),
  };
  for (const [key, content] of Object.entries(contents)) {
    files.drop('inbox', key, Buffer.from(content));
    await ports.queues.send('receive', [{ practice: 'clinic', key }]);
    await drain(steps);
  }
  const entries = await claimEntries(ports.records, practiceId('clinic'), claimId(pcnOf('E1')));
  expect(entries.map(({ entry }) => entry.event).sort()).toEqual([
    'application',
    'charge',
    'remittance',
  ]);
});
