/** A practice that exports 837Ps instead of CSV: what we send ourselves, dropped again by another practice. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDesk } from './support/desk.ts';
import { referenceFiles } from './support/reference.ts';
import { visits } from './support/visits.ts';

async function sentFile(out: string): Promise<Uint8Array> {
  const folder = join(out, 'outbound/clearinghouse');
  const [name = ''] = await readdir(folder);
  return readFile(join(folder, name));
}

const child = {
  encounter_id: 'E-2',
  patient_first: 'Cora',
  patient_dob: '2015-04-04',
  relationship: 'child',
  subscriber_last: 'Sample',
  subscriber_first: 'Sam',
  subscriber_dob: '1975-05-05',
};

test('an 837P is taken as encounters: charged once, priced, sent under our own control numbers', async () => {
  const first = await openDesk({
    'clinic/encounters/2026-03-03/a.csv': visits({ encounter_id: 'E-1' }, child),
  });
  await first.work('2026-03-03');
  const uploaded = await sentFile(first.out);
  const desk = await openDesk({
    ...referenceFiles('other'),
    'other/encounters/2026-03-04/export.837': uploaded,
  });
  const books = await desk.work('2026-03-04');
  const file = books.files.find((row) => row.key.endsWith('export.837'));
  expect(file).toMatchObject({ kind: '837P', status: 'done', rows: 2, posted: 2, held: 0 });
  const claims = books.claims.filter((claim) => claim.practice === 'other');
  expect(claims.map((claim) => [claim.charge_cents, claim.expected_cents, claim.state])).toEqual([
    [14500, 10000, 'sent'],
    [14500, 10000, 'sent'],
  ]);
});

test('a claim of it without a line that can be read is rejected with its place, the other goes on', async () => {
  const first = await openDesk({
    'clinic/encounters/2026-03-03/a.csv': visits({ encounter_id: 'E-1' }, child),
  });
  await first.work('2026-03-03');
  const text = new TextDecoder().decode(await sentFile(first.out)).replace('*145*UN', '*1.4.5*UN');
  const desk = await openDesk({
    ...referenceFiles('other'),
    'other/encounters/2026-03-04/export.837': text,
  });
  const books = await desk.work('2026-03-04');
  const file = books.files.find((row) => row.key.endsWith('export.837'));
  expect(file).toMatchObject({ rows: 2, posted: 1, rejected: 1 });
  expect(file?.issues.map((row) => [row.code, row.place])).toContainEqual(['bad-value', 'LX*1']);
});
