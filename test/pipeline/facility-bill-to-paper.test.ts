/** A facility's bill whose payer comes to take paper alone, between its scrub and the day's submission. */
import { expect, test } from 'vitest';
import { step as submit } from '../../shared/pipeline/submit.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { visits } from '../scenarios/support/visits.ts';
import { claimSteps, takeFiles } from '../support/claim-steps.ts';
import { testPorts } from '../support/ports.ts';
import { wholeBooks } from '../support/whole-books.ts';
import { fixtureBytes } from '../x12/fixture.ts';

const payers = (electronic: string, name = 'Fake Medicare') =>
  `payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic,receiver
FPMA,${name},MA,365,120,${electronic},
FPUNK,Nobody,CI,365,120,yes,
`;

test('It is held for a person instead of going out as a file, and goes when the payer takes files again', async () => {
  const world = testPorts({ today: '2026-03-03' });
  const submitted = async () => {
    await submit(world.ports)({ practice: 'clinic' });
    await world.drain(claimSteps);
    const { claims, items } = await wholeBooks(world.ports);
    const open = items.filter((row) => row.state === 'open' && row.queue === 'scrub');
    const states = claims.map(({ facts }) => facts.state).sort();
    return { states, holding: open.map((row) => row.category), sent: world.files.keys('outbound') };
  };
  await takeFiles(world, {
    ...referenceFiles('clinic'),
    'clinic/reference/payers-hospital.csv': payers('yes'),
    'clinic/encounters/stay.837': fixtureBytes('837i/inpatient-stay'),
    'clinic/encounters/day.csv': visits({ encounter_id: 'E1' }),
    'clinic/reference/payers-new.csv': payers('no'),
  });
  const first = await submitted();
  expect(first).toMatchObject({ states: ['held', 'sent'], holding: ['C06'] });
  expect(first.sent).toHaveLength(1);
  expect(world.files.keys('paper')).toEqual([]);
  world.onDay('2026-03-04');
  await takeFiles(world, {
    'clinic/reference/payers-back.csv': payers('yes', 'Fake Medicare Again'),
  });
  const again = await submitted();
  expect(again).toMatchObject({ states: ['sent', 'sent'], holding: [] });
  expect(again.sent).toHaveLength(2);
});
