/** A hospital that exports 837Is: what it charged is booked, and its bill goes out again as an 837I. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readInstitutionalClaims } from '../../shared/claim/read-institutional.ts';
import { fixtureBytes } from '../x12/fixture.ts';
import { type Desk, openDesk } from './support/desk.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const payersOfHospital = `payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic,receiver
FAKE1,Fake Health,CI,90,180,yes,
FPMA,Fake Medicare,MA,365,120,yes,
FPUNK,Nobody,CI,365,120,yes,
`;

const contracts = `payer_id,procedure,modifier,place,allowed,effective_from,effective_to
FPMA,0210,,,2000.00,2025-01-01,
FPMA,93458,,,5000.00,2025-01-01,
`;

const inbox = {
  'clinic/reference/payers.csv': payersOfHospital,
  'clinic/reference/contracts-hospital.csv': contracts,
};

const stay = new TextDecoder().decode(fixtureBytes('837i/inpatient-stay'));

async function sent(desk: Desk) {
  const folder = join(desk.out, 'outbound/clearinghouse');
  const names = (await readdir(folder)).toSorted();
  return Promise.all(names.map(async (name) => new Uint8Array(await readFile(join(folder, name)))));
}

test('a stay is charged line by line, priced by its revenue code, and sent as an 837I of its own', async () => {
  const desk = await openDesk({
    ...inbox,
    'clinic/encounters/2026-03-03/a.csv': visits({ encounter_id: 'E-1' }),
    'clinic/encounters/2026-03-03/stay.837': stay,
  });
  const books = await desk.work('2026-03-03');
  const file = books.files.find((row) => row.key.endsWith('stay.837'));
  expect(file).toMatchObject({ kind: '837I', status: 'done', rows: 1, posted: 1, issues: [] });
  const claim = books.claims.find((row) => row.encounter_id === 'FAKECLAIM1');
  expect(claim).toMatchObject({
    charge_cents: 1_845_075,
    expected_cents: 800_000 + 500_000,
    state: 'sent',
    insurance_ar_cents: 1_845_075,
  });
  expect(claim?.scrub.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
  const files = await sent(desk);
  expect(files).toHaveLength(2);
  const [bill, ...others] = files.flatMap((bytes) => readInstitutionalClaims(bytes).claims);
  const [uploaded] = readInstitutionalClaims(fixtureBytes('837i/inpatient-stay')).claims;
  if (bill === undefined || uploaded === undefined) throw new Error('no bill');
  expect(others).toEqual([]);
  const { lines, payerName, ...said } = keptOf(uploaded);
  expect(bill).toMatchObject({
    ...said,
    patientControlNumber: claim?.claim_id,
    payerName: 'Fake Medicare',
    lines: lines.map((line, index) => ({
      ...line,
      controlNumber: `${claim?.claim_id}L${index + 1}`,
    })),
  });
});

/** What stays as it was uploaded; file, sender and our own numbers are new. */
function keptOf(claim: ReturnType<typeof readInstitutionalClaims>['claims'][number]) {
  const { batchReference, billing, groupNumber, heading, interchangeNumber, ...rest } = claim;
  const { patientControlNumber, receiverId, receiverName, submitterContacts, ...told } = rest;
  const { submitterId, submitterName, transactionNumber, ...kept } = told;
  return kept;
}

test('its answer by revenue code posts to the lines, and the rest is contractual', async () => {
  const desk = await openDesk({ ...inbox, 'clinic/encounters/2026-03-03/stay.837': stay });
  const books = await desk.work('2026-03-03');
  const answer = remit({
    date: '2026-03-20',
    payer: 'FPMA',
    claims: [
      {
        pcn: books.claims[0]?.claim_id ?? '',
        lines: [
          svc('0210', 1_200_000, 800_000, 'CO*45*4000'),
          svc('93458:59', 645_075, 500_000, 'CO*45*1450.75'),
        ],
      },
    ],
  });
  await desk.put({
    'clinic/remittances/2026-03-20/a.835': answer.replace('SVC*HC:0210', 'SVC*NU:0210'),
  });
  const after = await desk.work('2026-03-20');
  expect(after.claims[0]).toMatchObject({
    state: 'closed',
    paid_insurance_cents: 1_300_000,
    adjustments_cents: 545_075,
    insurance_ar_cents: 0,
  });
});

test('a bill that another payer decided on, or that we could not write whole, is charged and held', async () => {
  const desk = await openDesk({
    ...inbox,
    'clinic/encounters/2026-03-03/second.837': fixtureBytes('837i/secondary-after-primary'),
    'clinic/encounters/2026-03-03/drug.837': stay
      .replace('LX*2~', 'LIN**N4*00000000000~\nLX*2~')
      .replace('SE*47*', 'SE*48*'),
  });
  const books = await desk.work('2026-03-03');
  const failed = books.claims.map((row) => [
    row.encounter_id,
    row.state,
    row.scrub.flatMap(({ outcome, rule }) => (outcome === 'fail' ? [rule] : [])),
  ]);
  expect(failed).toEqual([
    ['FAKECLAIM1', 'held', ['U03']],
    ['FAKECLAIM2', 'held', expect.arrayContaining(['U02'])],
  ]);
  const drug = books.files.find((row) => row.key.endsWith('drug.837'));
  expect(drug?.issues.map((row) => [row.code, row.place])).toEqual([['segment-left-out', 'LIN']]);
  expect(books.items.map((row) => row.queue)).toContain('scrub');
});

test('a correction of the payer goes out with the rest of the bill; one of its days is refused', async () => {
  const desk = await openDesk({
    ...inbox,
    'clinic/encounters/2026-03-03/stay.837': stay.replace('*PI*FPMA~', '*PI*ELSEWHERE~'),
  });
  const [held] = (await desk.work('2026-03-03')).claims;
  expect(held).toMatchObject({ state: 'held', charge_cents: 1_845_075 });
  const row = (id: string, detail: string) =>
    `${id},2026-03-04,pat,,correct,${held?.claim_id},,,"${detail.replaceAll('"', '""')}"\n`;
  await desk.put({
    'clinic/decisions/2026-03-04/d.csv': [
      'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\n',
      row('D-1', '{"service_date":["2026-02-09","2026-02-11"]}'),
      row('D-2', '{"payer_id":"FPMA","charge":["12000.00","6450.00"]}'),
    ].join(''),
  });
  const books = await desk.work('2026-03-04');
  const file = books.files.find((one) => one.key.endsWith('d.csv'));
  expect(file?.issues.map(({ code }) => code)).toEqual(['facility-bill-kept']);
  expect(books.claims[0]).toMatchObject({ state: 'sent', charge_cents: 1_845_000 });
  const [bytes] = await sent(desk);
  const [bill] = bytes === undefined ? [] : readInstitutionalClaims(bytes).claims;
  expect(bill).toMatchObject({
    chargeCents: 1_845_000,
    payerId: 'FPMA',
    diagnosisRelatedGroup: { code: '247' },
    lines: [{ revenueCode: '0210' }, { revenueCode: '0481', chargeCents: 645_000 }],
  });
});
