import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { type Desk, openDesk } from './support/desk.ts';
import { pcnOf } from './support/documents.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

/** Marks every name, id, address and date of birth of a patient, so that any trace of them shows. */
const mark = /ZZC|QQ9|1931-07-1|193107/i;

const patient = {
  patient_id: 'QQ9PATIENT',
  patient_last: 'ZZCLAST',
  patient_first: 'ZZCFIRST',
  patient_dob: '1931-07-12',
  patient_address: '9 ZZCSTREET',
  patient_city: 'ZZCTOWN',
  member_id: 'QQ9MEMBER',
  group_number: 'QQ9GROUP',
  relationship: 'spouse',
  subscriber_last: 'ZZCHOLDER',
  subscriber_first: 'ZZCHANS',
  subscriber_dob: '1931-07-13',
  secondary_payer_id: 'FAKE2',
  secondary_member_id: 'QQ9SECOND',
  prior_authorization: 'QQ9AUTH',
};

const named = ['NM1*QC*1*ZZCLAST*ZZCFIRST****MI*QQ9MEMBER', 'NM1*74*1******C*QQ9CORRECTED'];

const contents = {
  'clinic/reference/authorizations.csv':
    'payer_id,member_id,number,procedure,valid_from,valid_to,units\nFAKE1,QQ9MEMBER,QQ9AUTH,99213,2026-01-01,2026-12-31,3\n',
  'clinic/encounters/2026-04-01/day.csv': visits(
    { ...patient, encounter_id: 'E1' },
    { ...patient, encounter_id: 'E2', service_date: '2026-03-03', diagnosis_pointers: '9' },
    { ...patient, encounter_id: 'E3', service_date: '2026-03-04', charge: 'ZZCFREE' },
    { ...patient, encounter_id: 'E4', service_date: '2026-03-05' },
    {
      ...patient,
      encounter_id: 'E4',
      service_date: '2026-03-05',
      member_id: 'QQ9OTHER',
      procedure: '20610',
    },
    { ...patient, encounter_id: 'E5' },
    { ...patient, encounter_id: 'E7', service_date: 'ZZCDATE', patient_last: 'ZZC\u0000' },
  ),
  'clinic/encounters/2026-04-02/again.csv': visits({
    ...patient,
    encounter_id: 'E1',
    charge: '99.00',
  }),
  'clinic/encounters/2026-04-02/noise.csv': 'ZZCLAST,ZZCFIRST\nQQ9MEMBER,1931-07-12\n',
  'clinic/encounters/2026-04-02/broken.csv': 'encounter_id,procedure,ZZCCOLUMN\n"ZZC',
  'clinic/remittances/2026-04-02/era.835': remit(
    {
      trace: 'T1',
      claims: [
        {
          pcn: pcnOf('E1'),
          status: '4',
          lines: [svc('99213', 14500, 0, 'CO*50*145.00')],
          more: named,
        },
        {
          pcn: 'QQ9ACCOUNT',
          lines: [svc('99213', 14500, 10000, 'CO*45*45.00')],
          more: named,
        },
        {
          pcn: 'ZZCLAST ZZCFIRST',
          lines: [svc('99213', 14500, 10000, 'CO*45*45.00')],
          more: named,
        },
      ],
    },
    {
      trace: 'T2',
      claims: [{ pcn: pcnOf('E2'), lines: [svc('99213', 14500, 1, 'CO*45*45.00')], more: named }],
    },
  ),
  'clinic/decisions/2026-04-03/d.csv': `decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\nD1,2026-04-03,ann,,write-off,${pcnOf('E1')},10.00,timely,\nD2,2026-04-03,ann,,close,ZZCLAST,,ZZCWHY,\n`,
};

const documents = [
  'files.json',
  'work-items.json',
  'ledger.csv',
  'kpis.json',
  'ar-aging.json',
  'claims.json',
];

/** Messages leave the queue when they are done; this keeps a copy of each. */
function witnessQueues(desk: Desk): void {
  const database = new DatabaseSync(join(desk.out, 'state/claimline.sqlite'));
  database.exec(`CREATE TABLE witness (message TEXT);
    CREATE TRIGGER witnessing AFTER INSERT ON messages BEGIN
      INSERT INTO witness VALUES (json(new.message)); END`);
  database.close();
}

type Found = { readonly table: string; readonly column: string; readonly text: string };

function everyText(desk: Desk): readonly Found[] {
  const database = new DatabaseSync(join(desk.out, 'state/claimline.sqlite'), { readOnly: true });
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map((row) => String(row['name']));
  const found = tables.flatMap((table) =>
    database
      .prepare(`SELECT * FROM "${table}"`)
      .all()
      .flatMap((row) =>
        Object.entries(row).map(([column, value]) => ({ table, column, text: String(value) })),
      ),
  );
  database.close();
  return found;
}

test('No trace of a patient reaches documents, keys, messages, work, ledger or audit', async () => {
  const desk = await openDesk();
  await desk.work('2026-03-31');
  witnessQueues(desk);
  await desk.put(contents);
  const books = await desk.work('2026-04-03');
  expect(books.claims.length).toBeGreaterThan(3);
  expect(books.items.length).toBeGreaterThan(5);
  for (const name of documents) {
    const trace = (await desk.text(name)).split('\n').filter((line) => mark.test(line));
    expect(trace, name).toEqual([]);
  }
  const found = everyText(desk);
  const messages = found.filter((row) => row.table === 'witness');
  expect(messages.length).toBeGreaterThan(20);
  const mayHold = (row: Found) =>
    row.column === 'item' && ['claims', 'reference'].includes(row.table);
  const traces = found.filter((row) => mark.test(row.text) && !mayHold(row));
  expect(traces).toEqual([]);
  const held = found.filter((row) => mark.test(row.text) && mayHold(row));
  expect(held.length).toBeGreaterThan(3);
});
