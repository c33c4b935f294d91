import { expect, test } from 'vitest';
import { readProfessionalClaims } from '../../shared/claim/read-professional.ts';
import { statuses } from '../acknowledgment/sample-answers.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { claimOf, pcnOf } from './support/documents.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const columns = 'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail';

async function decide(desk: Desk, day: string, action: string, detail: unknown = '') {
  const cell = typeof detail === 'string' ? detail : JSON.stringify(detail);
  const row = `D-${day},${day},ann,,${action},${pcnOf('E1')},,mended,"${cell.replaceAll('"', '""')}"`;
  await desk.put({ [`clinic/decisions/${day}/d.csv`]: [columns, row, ''].join('\n') });
  return desk.work(day);
}

async function told(desk: Desk, on: string, code: string, batch: string) {
  const bytes = statuses('277CA', [{ pcn: pcnOf('E1'), codes: [code], on }], batch);
  await desk.put({ [`clinic/acknowledgments/${on}/a.edi`]: bytes });
  return desk.work(on);
}

async function sent(desk: Desk, day: string, number: number) {
  const name = `clinic-${day}-${String(number).padStart(9, '0')}.837`;
  const text = await desk.text(`outbound/clearinghouse/${name}`);
  return readProfessionalClaims(new TextEncoder().encode(text)).claims;
}

async function answered(line: ReturnType<typeof svc>): Promise<Desk> {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  });
  await desk.work('2026-04-01');
  const claims = [{ pcn: pcnOf('E1'), lines: [line] }];
  const era = remit({ trace: 'T1', date: '2026-04-10', claims });
  await desk.put({ 'clinic/remittances/2026-04-10/era.835': era });
  await desk.work('2026-04-10');
  return desk;
}

const paid = svc('99213', 14500, 7000, 'CO*45*45.00', 'PR*1*30.00');
const denied = svc('99213', 14500, 0, 'CO*16*145.00');

test('A paid claim is taken back as it was sent, though a correction of it had not gone out', async () => {
  const desk = await answered(paid);
  const held = await decide(desk, '2026-04-13', 'correct', { diagnosis_pointers: ['7'] });
  expect(claimOf(held, 'E1')).toMatchObject({ versions: 2, submitted_on: '2026-04-01' });
  await decide(desk, '2026-04-14', 'void');
  expect(await sent(desk, '2026-04-14', 2)).toMatchObject([
    { frequency: '8', originalControlNumber: 'ICN1' },
  ]);
});

test('A replacement of a denied claim that its payer has taken is taken back before it is paid', async () => {
  const desk = await answered(denied);
  await decide(desk, '2026-04-13', 'correct', { diagnoses: ['E11.9'], diagnosis_pointers: ['1'] });
  expect(await sent(desk, '2026-04-13', 2)).toMatchObject([{ frequency: '7' }]);
  await told(desk, '2026-04-14', 'A2:20', '0000000020001');
  await decide(desk, '2026-04-15', 'void');
  expect(await sent(desk, '2026-04-15', 3)).toMatchObject([
    { frequency: '8', originalControlNumber: 'ICN1' },
  ]);
});

test('A payer is not told of a void under the number of the payer before it', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  });
  await desk.work('2026-04-01');
  await told(desk, '2026-04-02', 'A2:20', '0000000010001');
  await told(desk, '2026-04-03', 'A3:33', '0000000010001');
  await decide(desk, '2026-04-13', 'correct', { payer_id: 'FAKE2', member_id: 'M2' });
  expect(await sent(desk, '2026-04-13', 2)).toMatchObject([{ frequency: '1' }]);
  const bytes = statuses(
    '277CA',
    [{ pcn: pcnOf('E1'), codes: ['A2:20'], on: '2026-04-14' }],
    '0000000020001',
  );
  const unnumbered = new TextDecoder().decode(bytes).replace(/REF\*1K\*FAKEICN1~\n?/, '');
  const fewer = unnumbered.replace(/SE\*(\d+)\*/, (_, n) => `SE*${Number(n) - 1}*`);
  await desk.put({ 'clinic/acknowledgments/2026-04-14/a.edi': fewer });
  await desk.work('2026-04-14');
  const books = await decide(desk, '2026-04-15', 'void');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'voided', versions: 2 });
});
