/** A clearinghouse's daily file may hold thousands of payments; what became of each is kept, whatever their number. */
import { expect, test } from 'vitest';
import { openDesk } from './support/desk.ts';
import { remit, svc } from './support/remit.ts';

test('an 835 of 4,500 STs ends, with every row accounted for', async () => {
  const line = svc('99213', 14500, 10000, 'CO*45*45.00');
  const payments = Array.from({ length: 4500 }, (_, n) => ({
    trace: `T${n}`,
    claims: [{ pcn: `NOBODY${n}`, lines: [line] }],
  }));
  const desk = await openDesk({ 'clinic/remittances/2026-04-01/all.835': remit(...payments) });
  const { files } = await desk.work('2026-04-01');
  expect(files.find((file) => file.kind === '835')).toMatchObject({
    status: 'done',
    rows: 4500,
    posted: 0,
    held: 4500,
  });
}, 120_000);
