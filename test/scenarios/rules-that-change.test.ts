import { expect, test } from 'vitest';
import { openDesk } from './support/desk.ts';
import { claimOf, pcnOf } from './support/documents.ts';
import { claimBalances } from './support/ledger.ts';
import { referenceFiles } from './support/reference.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

/** The practice's own file with another tolerance. */
function tolerating(cents: number): string {
  const file = referenceFiles('clinic')['clinic/reference/practice.json'] ?? '';
  return JSON.stringify({ ...JSON.parse(file), tolerance_cents: cents });
}

test('A reversal mirrors its original to the cent though the tolerance has changed since', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
    'clinic/remittances/2026-04-02/a.835': remit({
      trace: 'T1',
      claims: [{ pcn: pcnOf('E1'), lines: [svc('99213', 14500, 9900, 'CO*45*46.00')] }],
    }),
    'clinic/reference/2026-04-03/practice.json': tolerating(0),
    'clinic/remittances/2026-04-03/b.835': remit({
      trace: 'T2',
      claims: [
        {
          pcn: pcnOf('E1'),
          status: '22',
          lines: [svc('99213', -14500, -9900, 'CO*45*-46.00')],
        },
      ],
    }),
  });
  const before = await desk.work('2026-04-02');
  expect(claimOf(before, 'E1')).toMatchObject({ state: 'closed', adjustments_cents: 4600 });
  const books = await desk.work('2026-04-03');
  expect(claimBalances(books, 'E1')).toEqual({ 'AR:INS:FAKE1:1': 14500, 'REV:GROSS': -14500 });
});
