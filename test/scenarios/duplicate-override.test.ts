/** Two visits that look alike and are not: a person says so, and the second is charged and sent. */
import { expect, test } from 'vitest';
import { claimIdOf, encounterId, practiceId } from '../../shared/values/ids.ts';
import { openDesk } from './support/desk.ts';
import { visits } from './support/visits.ts';

test('overriding I01 books the charge that the duplicate did not have', async () => {
  const second = claimIdOf(practiceId('clinic'), encounterId('E-2'));
  const desk = await openDesk({
    'clinic/encounters/2026-03-03/a.csv': visits(
      { encounter_id: 'E-1', patient_id: 'P-1' },
      { encounter_id: 'E-2', patient_id: 'P-1' },
    ),
  });
  const before = await desk.work('2026-03-03');
  const held = before.claims.find((claim) => claim.claim_id === second);
  expect(held).toMatchObject({ state: 'held', insurance_ar_cents: 0 });
  await desk.put({
    'clinic/decisions/2026-03-04/d.csv': `decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\nD-1,2026-03-04,ann,,override-rule,${second},,seen twice that day,I01\n`,
  });
  const after = await desk.work('2026-03-04');
  const sent = after.claims.find((claim) => claim.claim_id === second);
  expect(sent).toMatchObject({ state: 'sent', insurance_ar_cents: 14500 });
  expect(sent?.scrub).toContainEqual({ rule: 'I01', outcome: 'bypassed' });
});
