import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { appointmentFile } from '../support/appointment-file.ts';
import { coverageAnswer } from './support/coverage-answer.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { pcnOf } from './support/documents.ts';
import { asked } from './support/outbound.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

/** Marks every name, id, address and date of birth of a patient, so that any trace of them shows. */
const mark = /ZZC|QQ9|1931-07-1|193107/i;

/** By contract files.json tells a file's key, and ledger.csv the input's own id; they may stand nowhere else. */
const fileMark = 'XXFILE';
const idMark = 'XXID';

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

const visitor = {
  ...{ patient_id: 'QQ9PATIENT', patient_last: 'ZZCLAST', patient_first: 'ZZCFIRST' },
  ...{ patient_dob: '1931-07-12', member_id: 'QQ9MEMBER', group_number: 'QQ9GROUP' },
  ...{ relationship: 'spouse', subscriber_last: 'ZZCHOLDER', subscriber_first: 'ZZCHANS' },
  ...{ subscriber_dob: '1931-07-13', procedures: '70553 ZZCSERVICE' },
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
    { ...patient, encounter_id: 'E8', service_date: '2026-03-06', secondary_payer_id: '' },
    { ...patient, encounter_id: 'E7', service_date: 'ZZCDATE', patient_last: 'ZZC\u0000' },
  ),
  'clinic/encounters/2026-04-02/again.csv': visits({
    ...patient,
    encounter_id: 'E1',
    charge: '99.00',
  }),
  'clinic/reference/auth_required.csv': 'payer_id,procedure\nFAKE1,70553\n',
  'clinic/appointments/2026-04-01/day.csv': appointmentFile([
    { ...visitor, appointment_id: 'A1', visit_on: '2026-04-03' },
    { ...visitor, appointment_id: 'A2', visit_on: '2026-03-31', status: 'kept' },
    { ...visitor, appointment_id: 'A3', visit_on: 'ZZCDAY' },
    { ...visitor, appointment_id: 'A4', payer_id: 'NOBODY', visit_on: '2026-04-03' },
  ]),
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
  'clinic/remittances/2026-04-02/words.835': remit(
    {
      trace: 'ZZCTRACE',
      claims: [
        {
          pcn: pcnOf('E8'),
          lines: [
            {
              ...svc('99213', 14500, 0, 'CO*50*45.00', 'CO*ZZCWORDS*50.00', 'ZZCGROUP*50*50.00'),
              more: ['LQ*HE*ZZCREMARK', 'LQ*HE*N130'],
            },
          ],
          more: ['MOA***ZZCMOA', ...named],
        },
      ],
      plb: ['WO:ZZCLAST QQ9MEMBER*-1.00', 'ZZCCODE:QQ9MEMBER*1.00', 'CS:ZZCLAST*-1.00'],
    },
    {
      trace: 'QQ9CONFLICT',
      claims: [{ pcn: 'QQ9CONFLICT', lines: [svc('99213', 100, 100)], more: named }],
    },
    {
      trace: 'QQ9CONFLICT',
      claims: [{ pcn: 'ZZCCONFLICT', lines: [svc('99213', 100, 100)], more: named }],
    },
  ),
  'clinic/remittances/2026-04-02/paper.csv': `payer_id,check_number,check_date,check_amount,patient_control_number,claim_status,line,charge,paid,group,carc,amount
FAKE1,QQ9CHECK,2026-04-01,100.00,ZZCLAST,1,1,145.00,100.00,CO,45,45.00
FAKE1,ZZCCHECK,2026-04-01,0.00,${pcnOf('E8')},1,1,145.00,0.00,ZZCGROUP,ZZCWORDS,145.00
FAKE1,ZZCCHECK,ZZCDATE,0.00,${pcnOf('E8')},1,1,145.00,0.00,CO,45,145.00
`,
  [`clinic/payments/2026-04-02/${fileMark} payments.csv`]: `payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind
${idMark}-1,2026-04-02,ZZCLAST,5.00,QQ9PATIENT,E8,,,patient
${idMark}-2,2026-04-02,card,5.00,QQ9PATIENT,QQ9ENCOUNTER,,,patient
${idMark}-3,2026-04-02,ZZCBANK,5.00,,,,ZZCTRACE,deposit
${idMark}-4,2026-04-02,card,ZZCFREE,QQ9PATIENT,E8,ZZCPAYER,,patient
${idMark}-1,2026-04-02,card,6.00,QQ9PATIENT,E8,,,patient
`,
  'clinic/decisions/2026-04-03/d.csv': `decision_id,decided_on,by,approved_by,action,target,amount,reason,detail
D1,2026-04-03,ann,,write-off,${pcnOf('E1')},10.00,timely,
D2,2026-04-03,ann,,close,ZZCLAST,,ZZCWHY,
D3,2026-04-03,ann,,write-off,${pcnOf('E1')},1.00,ZZCLAST begged for it,ZZCDETAIL
D4,2026-04-03,ann,,correct,${pcnOf('E1')},,ZZCWHY,"{""patient_last"":""ZZCNEW""}"
D5,2026-04-03,ann,,correct,${pcnOf('E2')},,ZZCWHY,"{""ZZCCOLUMN"":""ZZCNEW""}"
D6,2026-04-03,ann,,appeal-filed,${pcnOf('E8')},,ZZCWHY,ZZCDETAIL
D7,2026-04-03,ann,,appeal-decided,${pcnOf('E8')},,ZZCWHY,ZZCDETAIL
D8,2026-04-03,ann,,override-rule,${pcnOf('E2')},,ZZCWHY,ZZCDETAIL
${idMark}-9,2026-04-03,ann,,accept,${pcnOf('E8')},,ZZCWHY,ZZCDETAIL
${idMark}-0,2026-04-03,ann,,close,clinic/encounters/2026-04-02/noise.csv,,ZZCWHY,
`,
};

const documents = [
  'files.json',
  'work-items.json',
  'ledger.csv',
  'kpis.json',
  'ar-aging.json',
  'claims.json',
  'visits.json',
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

function isItemOf({ column, table }: Found, store: string): boolean {
  return column === 'item' && table === store;
}

/** The arrival of a file is told by its key, as S3 itself tells it. */
function mayHoldKey(row: Found): boolean {
  const arrival = row.table === 'witness' && Object.keys(JSON.parse(row.text)).includes('key');
  return isItemOf(row, 'files') || arrival;
}

test('No trace of a patient reaches documents, keys, messages, work, ledger or audit', async () => {
  const desk = await openDesk();
  await desk.work('2026-03-31');
  witnessQueues(desk);
  await desk.put(contents);
  await desk.work('2026-04-01');
  const [question] = await asked(desk);
  const told = { last: 'ZZCKNOWN', memberId: 'QQ9KNOWN', rejected: ['ZZC'] };
  await desk.put({
    'clinic/eligibility/2026-04-02/a.271': coverageAnswer(
      [question, told],
      [question, { ...told, trace: 'QQ9TRACE' }],
    ),
    'clinic/eligibility/2026-04-02/b.271': coverageAnswer([
      question,
      { last: 'ZZCKNOWN', benefits: [{}, { information: 'R', insuranceType: 'ZZC' }] },
    ]),
  });
  const books = await desk.work('2026-04-03');
  expect(books.claims.length).toBeGreaterThan(3);
  expect(books.files.filter((row) => row.key.includes(fileMark))).toHaveLength(1);
  expect(books.ledger.filter((row) => row.source.startsWith(idMark)).length).toBeGreaterThan(3);
  expect(books.items.length).toBeGreaterThan(5);
  const worklists = readdirSync(join(desk.out, 'worklists')).map((name) => `worklists/${name}`);
  for (const name of [...worklists, 'dashboard.html'])
    expect(await desk.text(name), name).not.toMatch(new RegExp(`${fileMark}|${idMark}`));
  expect(worklists.length).toBeGreaterThan(0);
  for (const name of [...documents, ...worklists, 'dashboard.html']) {
    const trace = (await desk.text(name)).split('\n').filter((line) => mark.test(line));
    expect(trace, name).toEqual([]);
  }
  const found = everyText(desk);
  const messages = found.filter((row) => row.table === 'witness');
  expect(messages.length).toBeGreaterThan(20);
  const mayHold = (row: Found) =>
    row.column === 'item' && ['claims', 'patients', 'reference'].includes(row.table);
  const traces = found.filter((row) => mark.test(row.text) && !mayHold(row));
  expect(traces).toEqual([]);
  const keys = found.filter((row) => row.text.includes(fileMark));
  expect(keys.filter((row) => !mayHoldKey(row))).toEqual([]);
  const ids = found.filter((row) => row.text.includes(idMark));
  expect(ids.filter((row) => !(mayHold(row) || isItemOf(row, 'ledger')))).toEqual([]);
  const held = found.filter((row) => mark.test(row.text) && mayHold(row));
  expect(held.length).toBeGreaterThan(3);
});
