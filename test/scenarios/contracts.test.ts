/** Prices beyond plain rows, from the inbox to the books. */
import { expect, test } from 'vitest';
import { indices, julyPreamble, relativeValues } from '../contract/fee-files.ts';
import type { RowChanges } from '../support/encounter-file.ts';
import { openDesk } from './support/desk.ts';
import { claimOf, pcnOf } from './support/documents.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const reductions = 'payer_id,modifier,percent,effective_from,effective_to';
const schedules = 'payer_id,locality,percent,effective_from,effective_to';
const both: RowChanges = { encounter_id: 'E1', procedure: '20610', modifiers: '50' };

test('A line with a reducing modifier is unpriced until the payer’s rule is known, then a person hears', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-03-03/a.csv': visits(both),
    'clinic/reference/2026-03-10/reductions.csv': `${reductions}\nFAKE1,50,,2025-01-01,\n`,
    'clinic/encounters/2026-03-11/b.csv': visits({ ...both, encounter_id: 'E2' }),
  });
  const before = await desk.work('2026-03-09');
  expect(claimOf(before, 'E1').expected_cents).toBeNull();
  const after = await desk.work('2026-03-11');
  expect(claimOf(after, 'E1').expected_cents).toBeNull();
  expect(claimOf(after, 'E2').expected_cents).toBe(9_000);
  const posting = after.items.filter((item) => item.queue === 'posting');
  expect(posting.map((item) => [item.claim_id, item.reason])).toEqual([
    [claimOf(after, 'E1').claim_id, 'contract-changed-since-priced'],
  ]);
});

test('A payer that pays below its rule is disputed, with the rule in the reason', async () => {
  const desk = await openDesk({
    'clinic/reference/2026-03-01/reductions.csv': `${reductions}\nFAKE1,50,150,2025-01-01,\n`,
    'clinic/encounters/2026-03-03/a.csv': visits(both),
    'clinic/remittances/2026-04-02/era.835': remit({
      claims: [{ pcn: pcnOf('E1'), lines: [svc('20610:50', 14500, 6000, 'CO*45*85.00')] }],
    }),
  });
  const books = await desk.work('2026-04-02');
  const work = books.items.filter((item) => item.queue !== 'follow-up');
  expect(work.map((item) => [item.queue, item.amount_cents, item.reason])).toEqual([
    [
      'underpayment',
      3_000,
      'contractual-above-contract line=1 short=30.00 20610 row procedure=20610 place=any from=2025-01-01 each=60.00 units=1 50=150% expected=90.00',
    ],
  ]);
});

test('Where the contract has no row, a part of Medicare’s fee prices the line by its place', async () => {
  const desk = await openDesk({
    'clinic/reference/2026-03-01/PPRRVU2026_Jan_nonQPP.csv': relativeValues(
      [{ code: '99215' }, { code: '99213' }, { code: '20605', status: 'N' }],
      julyPreamble.replace('July', 'January'),
    ),
    'clinic/reference/2026-03-01/GPCI2026.csv': indices(2026),
    'clinic/reference/2026-03-01/fee_schedules.csv': `${schedules}\nFAKE1,9990101,120,2026-01-01,\n`,
    'clinic/encounters/2026-03-03/a.csv': visits(
      { encounter_id: 'OFFICE', procedure: '99215' },
      { encounter_id: 'HOSPITAL', procedure: '99215', place_of_service: '22' },
      { encounter_id: 'CONTRACT', procedure: '99213' },
      { encounter_id: 'NO-PRICE', procedure: '20605' },
      { encounter_id: 'OTHER', procedure: '99215', payer_id: 'FAKE3' },
    ),
  });
  const books = await desk.work('2026-03-03');
  const expected = (id: string) => claimOf(books, id).expected_cents;
  expect(expected('OFFICE')).toBe(11_160);
  expect(expected('HOSPITAL')).toBe(7_560);
  expect(expected('CONTRACT')).toBe(10_000);
  expect(expected('NO-PRICE')).toBeNull();
  expect(expected('OTHER')).toBeNull();
  const reference = books.files.filter((file) => file.key.includes('2026-03-01'));
  expect(reference.map((file) => [file.kind, file.status, file.rejected, file.issues])).toEqual(
    reference.map(() => ['reference', 'done', 0, []]),
  );
  expect(reference).toHaveLength(3);
});

test('A denied line beside an excess is a denial; an excess paid by the head is for a person', async () => {
  const answer = (id: string, ...cas: string[]) => ({
    pcn: pcnOf(id),
    lines: [svc('99213', 14500, 0, ...cas)],
  });
  const desk = await openDesk({
    'clinic/encounters/2026-03-03/a.csv': visits({ encounter_id: 'E1' }, { encounter_id: 'E2' }),
    'clinic/remittances/2026-04-02/era.835': remit({
      claims: [
        answer('E1', 'CO*45*80.00', 'CO*50*65.00'),
        answer('E2', 'CO*45*80.00', 'CO*24*65.00'),
      ],
    }),
  });
  const books = await desk.work('2026-04-02');
  const work = (id: string) =>
    books.items
      .filter((item) => item.claim_id === claimOf(books, id).claim_id)
      .map((item) => [item.queue, item.amount_cents, item.reason]);
  expect(work('E1')).toEqual([['denial', 6_500, 'CO-50']]);
  expect(work('E2')).toEqual([['posting', 0, 'capitated-above-contract']]);
});
