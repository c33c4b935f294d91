import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDesk } from './support/desk.ts';
import { accountsOf, claimOf, openItems, pcnOf } from './support/documents.ts';
import { balancesOf } from './support/ledger.ts';
import { type Answer, remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const day = '2026-04-01';
const key = `clinic/encounters/${day}/day.csv`;

test('Ids of any length and script are ids, and nothing else suffers', async () => {
  const strange = [
    'x'.repeat(1000),
    '日本'.repeat(200),
    '../../../etc/passwd',
    'a\nb',
    '=cmd|1',
    "'; DROP TABLE claims; --",
    '__proto__',
    'E#1/2',
    '*',
    'patient',
  ];
  const books = await (
    await openDesk({
      [key]: visits(
        ...strange.map((name, index) => ({
          encounter_id: name,
          payer_id: name,
          patient_id: `P${index}`,
        })),
        { encounter_id: 'E1' },
      ),
    })
  ).work(day);
  expect(accountsOf(books, key)).toBe('done 11=11+0+0');
  expect(claimOf(books, 'E1').state).toBe('sent');
  for (const name of strange) expect(claimOf(books, name).state).toBe('held');
});

test('A lone surrogate in JSON does not stop the run', async () => {
  const visit = (id: string, payer: string) => ({
    external_id: id,
    date_of_service: '2026-03-02',
    patient: {
      external_id: `P-${id}`,
      first_name: 'Paula',
      last_name: 'Sample',
      date_of_birth: '1980-02-29',
      gender: 'female',
      address: {
        address1: '1 Test Street',
        city: 'Faketown',
        state: 'TX',
        zip_code: '75001',
        zip_plus_four_code: '1234',
      },
    },
    subscriber_primary: {
      patient_relationship_to_subscriber_code: '18',
      first_name: 'Paula',
      last_name: 'Sample',
      insurance_card: { member_id: 'M0001', payer_id: payer },
    },
    rendering_provider: { npi: '1999999984' },
    place_of_service_code: '11',
    diagnoses: [{ code: 'M17.11' }],
    service_lines: [
      {
        procedure_code: '99213',
        quantity: '1',
        charge_amount_cents: 14500,
        diagnosis_pointers: [0],
      },
    ],
  });
  const json = `clinic/encounters/${day}/day.json`;
  const books = await (
    await openDesk({ [json]: JSON.stringify([visit('E1', 'FAKE1'), visit('E2', 'F\ud800')]) })
  ).work(day);
  expect(claimOf(books, 'E1').state).toBe('sent');
  expect(accountsOf(books, json)).toMatch(/^done 2=[12]\+0\+[01]$/);
});

test('Codes that are no codes stay codes', async () => {
  const odd = (carc: string): Answer => ({
    pcn: pcnOf('E1'),
    lines: [svc('99213', 14500, 10000, `CO*${carc}*45.00`)],
  });
  const books = await (
    await openDesk({
      [key]: visits({ encounter_id: 'E1' }),
      [`clinic/remittances/${day}/era.835`]: remit(
        { trace: '', claims: [odd('__proto__')], plb: ['__proto__:X*1.00', ':*1.00'] },
        { trace: 'T'.repeat(200), originator: '', claims: [odd('constructor')] },
        { trace: 'T3', payer: 'Q'.repeat(500), claims: [{ ...odd('45'), pcn: '' }] },
        { trace: 'T4', claims: [{ ...odd('45'), pcn: 'é'.repeat(80) }] },
      ),
    })
  ).work(day);
  expect(claimOf(books, 'E1').insurance_ar_cents).toBeLessThan(14500);
  expect(openItems(books, 'unmatched-remittance')).toHaveLength(2);
});

test('A payment of many claims posts in pieces, in whatever order its rows stand', async () => {
  const count = 250;
  const numbers = Array.from({ length: count }, (_, index) => `N${index}`);
  const rows = numbers.map((encounter) => ({
    encounter_id: encounter,
    secondary_payer_id: 'FAKE2',
    secondary_member_id: 'M2',
  }));
  const first = numbers.map(
    (one): Answer => ({
      pcn: pcnOf(one),
      lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*2*20.00')],
    }),
  );
  const second = numbers.map(
    (one): Answer => ({
      pcn: pcnOf(one),
      status: '2',
      lines: [svc('99213', 14500, 2000, 'OA*23*125.00')],
    }),
  );
  const file = `clinic/remittances/${day}/era.835`;
  const desk = await openDesk({
    [key]: visits(...rows),
    [file]: remit({ claims: [...second.slice(0, 130), ...first, ...second.slice(130)] }),
  });
  const books = await desk.work(day);
  expect(accountsOf(books, file)).toBe('done 500=500+0+0');
  expect(new Set(books.claims.map((row) => row.state))).toEqual(new Set(['closed']));
  expect(balancesOf(books.ledger)).toEqual({
    'CASH:REMIT_CLEARING': count * 10000,
    'CONTRA:CONTRACTUAL': count * 4500,
    'REV:GROSS': count * -14500,
  });
});

test('Names that no key can hold, links and folders in the place of files are passed over', async () => {
  const desk = await openDesk({ [key]: visits({ encounter_id: 'E1' }) });
  const folder = join(desk.inbox, 'clinic/encounters');
  const deep = join(folder, ...Array.from({ length: 6 }, () => 'd'.repeat(240)));
  await mkdir(deep, { recursive: true });
  await writeFile(join(deep, 'deep.csv'), visits({ encounter_id: 'E2' }));
  const broken = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x62, 0xff, 0xfe])]);
  await writeFile(broken, visits({ encounter_id: 'E3' }));
  await symlink('/etc/passwd', join(folder, 'link.csv'));
  await symlink(desk.inbox, join(folder, 'loop'));
  await mkdir(join(folder, day, 'folder.csv'));
  await writeFile(join(folder, day, 'new\nline.csv'), visits({ encounter_id: 'E4' }));
  const books = await desk.work(day);
  expect(claimOf(books, 'E1').state).toBe('sent');
  expect(claimOf(books, 'E4').state).toBe('sent');
  expect(books.claims.map((row) => row.encounter_id).toSorted()).toEqual(['E1', 'E4']);
});
