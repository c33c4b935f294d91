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

test.each([
  ['a void', '*11:B:1*', '*11:B:8*'],
  ['a replacement', '*11:B:1*', '*11:B:7*'],
  ['a bill to the second payer', 'SBR*P*', 'SBR*S*'],
])(
  'What an 837P says as %s is held, never sent on as an original to the first payer',
  async (_, said, instead) => {
    const first = await openDesk({
      'clinic/encounters/2026-03-03/a.csv': visits({ encounter_id: 'E-1' }),
    });
    await first.work('2026-03-03');
    const text = new TextDecoder().decode(await sentFile(first.out));
    expect(text).toContain(said);
    const desk = await openDesk({
      ...referenceFiles('other'),
      'other/encounters/2026-03-04/export.837': text.replace(said, instead),
    });
    const books = await desk.work('2026-03-04');
    const [claim] = books.claims.filter((row) => row.practice === 'other');
    expect(claim).toMatchObject({ state: 'held', charge_cents: 14500 });
    expect(claim?.scrub).toContainEqual({ rule: 'U04', outcome: 'fail' });
  },
);

test('A void under the number of a claim that stands is a person’s, and the claim stays as it was', async () => {
  const first = await openDesk({
    'clinic/encounters/2026-03-03/a.csv': visits({ encounter_id: 'E-1' }),
  });
  await first.work('2026-03-03');
  const text = new TextDecoder().decode(await sentFile(first.out));
  const desk = await openDesk({
    ...referenceFiles('other'),
    'other/encounters/2026-03-04/export.837': text,
    'other/encounters/2026-03-05/void.837': text.replace('*11:B:1*', '*11:B:8*'),
  });
  const books = await desk.work('2026-03-05');
  const file = books.files.find((row) => row.key.endsWith('void.837'));
  expect(file).toMatchObject({ rows: 1, posted: 0, held: 1 });
  expect(books.items.filter((row) => row.practice === 'other')).toMatchObject([
    { queue: 'charge-entry', state: 'open', category: 'encounter-differs' },
  ]);
});
