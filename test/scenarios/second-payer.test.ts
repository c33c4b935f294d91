import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProfessionalClaims } from '../../shared/claim/read-professional.ts';
import { group, statuses } from '../acknowledgment/sample-answers.ts';
import { faultsOf } from '../claim/strict-reader.ts';
import { type Contents, type Desk, openDesk } from './support/desk.ts';
import { claimOf, itemsOf, openItems, pcnOf, workOf } from './support/documents.ts';
import { claimBalances } from './support/ledger.ts';
import { type Answer, remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const second = { secondary_payer_id: 'FAKE2', secondary_member_id: 'S0001' };
const visited = {
  'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', ...second }),
};
const billed = 'outbound/clearinghouse/clinic-2026-04-10-000000002.837';

/** 80.00 paid, 45.00 by contract, 20.00 left to the second payer. */
const firstPaid: Answer = {
  pcn: pcnOf('E1'),
  lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*15.00', 'PR*2*5.00')],
};
const era = (name: string, day: string, answer: Answer, more = {}): Contents => ({
  [`clinic/remittances/${day}/${name}.835`]: remit({
    trace: name,
    date: day,
    claims: [answer],
    ...more,
  }),
});
const firstEra = era('first', '2026-04-10', firstPaid);

const resubmitted = (day: string): Contents => ({
  [`clinic/decisions/${day}/again.csv`]: `decision_id,decided_on,by,action,target\nAGAIN,${day},ann,resubmit,${pcnOf('E1')}\n`,
});

async function sentNames(desk: Desk): Promise<readonly string[]> {
  return (await readdir(join(desk.out, 'outbound/clearinghouse'))).sort();
}

test('What the first payer leaves is billed to the second, once, with what the first decided', async () => {
  const desk = await openDesk({ ...visited, ...firstEra });
  const books = await desk.work('2026-04-10');
  expect(claimOf(books, 'E1')).toMatchObject({
    payer_id: 'FAKE1',
    state: 'adjudicated',
    versions: 2,
    submitted_on: '2026-04-01',
    adjudicated_on: '2026-04-10',
  });
  const bytes = new TextEncoder().encode(await desk.text(billed));
  expect(faultsOf(bytes)).toEqual([]);
  const [claim] = readProfessionalClaims(bytes).claims;
  expect(claim).toMatchObject({
    patientControlNumber: pcnOf('E1'),
    frequency: '1',
    payerRank: 'S',
    payerId: 'FAKE2',
    memberId: 'S0001',
    coverages: [{ rank: 'P', paidCents: 8000, patientCents: 2000, decidedOn: null }],
  });
  const text = await desk.text(billed);
  expect(text).toContain(
    'SVD*FAKE1*80*HC:99213**1~\nCAS*CO*45*45~\nCAS*PR*1*15**2*5~\nDTP*573*D8*20260410~',
  );
  expect(text).not.toContain('REF*F8');
  await desk.work('2026-04-11');
  expect(await sentNames(desk)).toHaveLength(2);
});

test('The second payer’s answer closes the claim; its silence is followed up', async () => {
  const desk = await openDesk({ ...visited, ...firstEra });
  const receipts = (name: string, day: string, bytes: Uint8Array) => ({
    [`clinic/acknowledgments/${day}/${name}.edi`]: bytes,
  });
  await desk.put(receipts('a', '2026-04-11', group('A', ['A'], '2')));
  const accepted = statuses('277CA', [{ pcn: pcnOf('E1'), codes: ['A2:20'] }], '0000000020001');
  await desk.put(receipts('b', '2026-04-11', accepted));
  const late = await desk.work('2026-05-10');
  expect(itemsOf(late, 'E1')).toMatchObject([{ queue: 'follow-up', category: 'no-decision' }]);
  expect((await sentNames(desk)).at(-1)).toBe('clinic-2026-05-10-000000003.276');
  const question = await desk.text('outbound/clearinghouse/clinic-2026-05-10-000000003.276');
  expect(question).toContain('*PI*FAKE2');
  expect(question).toContain('S0001');
  const answer: Answer = {
    pcn: pcnOf('E1'),
    status: '2',
    lines: [svc('99213', 14500, 2000, 'OA*23*125.00')],
  };
  await desk.put(era('second', '2026-05-12', answer, { payer: 'FAKE2', originator: '1998877665' }));
  const books = await desk.work('2026-05-12');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', versions: 2 });
  expect(itemsOf(books, 'E1')).toEqual([]);
  expect(claimBalances(books, 'E1')['AR:INS:FAKE2:2'] ?? 0).toBe(0);
});

test('A second payer’s denial (CLP02 4) is its own: the first answer stands, and a person gets the rest', async () => {
  const desk = await openDesk({ ...visited, ...firstEra });
  await desk.work('2026-04-10');
  const answer: Answer = {
    pcn: pcnOf('E1'),
    status: '4',
    lines: [svc('99213', 14500, 0, 'OA*23*125.00', 'CO*29*20.00')],
  };
  await desk.put(era('denied', '2026-05-12', answer, { payer: 'FAKE2', originator: '1998877665' }));
  const books = await desk.work('2026-05-12');
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'adjudicated',
    allowed_cents: 10000,
    denied_cents: 2000,
    insurance_ar_cents: 2000,
  });
  expect(itemsOf(books, 'E1')).toMatchObject([{ queue: 'denial' }]);
});

test('A bill that the second payer’s receiver turns away is a rejection of its own', async () => {
  const desk = await openDesk({ ...visited, ...firstEra });
  const refused = statuses('277CA', [{ pcn: pcnOf('E1'), codes: ['A7:562'] }], '0000000020001');
  await desk.put({ 'clinic/acknowledgments/2026-04-11/a.edi': refused });
  const books = await desk.work('2026-04-11');
  expect(claimOf(books, 'E1').state).toBe('adjudicated');
  expect(itemsOf(books, 'E1')).toMatchObject([{ queue: 'rejection', category: 'A7:562' }]);
  await desk.put({
    'clinic/decisions/2026-04-12/given-up.csv': `decision_id,decided_on,by,action,target,amount,reason\nG1,2026-04-12,ann,write-off,${pcnOf('E1')},20.00,other\n`,
  });
  const after = await desk.work('2026-06-30');
  expect(claimOf(after, 'E1').state).toBe('closed');
  expect(workOf(after, 'E1')).toEqual([]);
});

test('A claim that the first payer passed on is not billed again; its silence is asked about', async () => {
  const crossed = { ...firstPaid, status: '19' };
  const desk = await openDesk({ ...visited, ...era('first', '2026-04-10', crossed) });
  const before = await desk.work('2026-04-12');
  expect(claimOf(before, 'E1').versions).toBe(1);
  const books = await desk.work('2026-05-10');
  expect(await sentNames(desk)).toHaveLength(1);
  const told = openItems(books, 'follow-up').map((row) => [row.reason, row.deadline]);
  expect(told).toContainEqual(['crossover-without-answer', '2027-03-02']);
});

test('A first payer that takes its answer back before the bill leaves nothing to bill', async () => {
  const back: Answer = {
    pcn: pcnOf('E1'),
    status: '22',
    lines: [svc('99213', -14500, -8000, 'CO*45*-45.00', 'PR*1*-15.00', 'PR*2*-5.00')],
  };
  const both = remit({ trace: 'T2', date: '2026-04-10', claims: [back], paid: '-80.00' });
  const key = 'clinic/remittances/2026-04-10/back.835';
  const desk = await openDesk({ ...visited, ...firstEra, [key]: both });
  expect(claimOf(await desk.work('2026-04-10'), 'E1').versions).toBe(1);
  expect(await sentNames(desk)).toHaveLength(1);
});

test('A first payer that decides anew after the bill is a person’s question', async () => {
  const desk = await openDesk({ ...visited, ...firstEra });
  await desk.work('2026-04-10');
  const back: Answer = {
    pcn: pcnOf('E1'),
    status: '22',
    lines: [svc('99213', -14500, -8000, 'CO*45*-45.00', 'PR*1*-15.00', 'PR*2*-5.00')],
  };
  const anew: Answer = {
    pcn: pcnOf('E1'),
    lines: [svc('99213', 14500, 7000, 'CO*45*45.00', 'PR*1*30.00')],
  };
  await desk.put({
    'clinic/remittances/2026-04-20/anew.835': remit({
      trace: 'T2',
      date: '2026-04-20',
      claims: [back, anew],
      plb: ['FB:X*-10.00'],
    }),
  });
  const books = await desk.work('2026-04-20');
  expect(await sentNames(desk)).toHaveLength(2);
  expect(openItems(books, 'follow-up').map((row) => row.reason)).toContain(
    'first-payer-changed-after-second-was-billed',
  );
  await desk.put(resubmitted('2026-04-21'));
  const again = await desk.work('2026-04-21');
  expect(openItems(again, 'follow-up').map((row) => row.reason)).not.toContain(
    'first-payer-changed-after-second-was-billed',
  );
  const [, , name = ''] = await sentNames(desk);
  const sent = readProfessionalClaims(
    new TextEncoder().encode(await desk.text(`outbound/clearinghouse/${name}`)),
  );
  expect(sent.claims).toMatchObject([{ payerRank: 'S', coverages: [{ paidCents: 7000 }] }]);
});

test('A bill that the second payer lost goes to it once more, by a person', async () => {
  const desk = await openDesk({ ...visited, ...firstEra });
  const late = await desk.work('2026-05-10');
  expect(itemsOf(late, 'E1')).toMatchObject([{ queue: 'follow-up', state: 'open' }]);
  await desk.put(resubmitted('2026-05-11'));
  const books = await desk.work('2026-05-11');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'adjudicated', versions: 3 });
  expect(workOf(books, 'E1')).toEqual([]);
  const bills = (await sentNames(desk)).filter((name) => name.endsWith('.837'));
  expect(bills).toHaveLength(3);
  const [first, second] = await Promise.all(
    bills.slice(1).map(async (name) => {
      const text = await desk.text(`outbound/clearinghouse/${name}`);
      return readProfessionalClaims(new TextEncoder().encode(text)).claims[0];
    }),
  );
  expect(second).toMatchObject({ payerRank: 'S', frequency: '1' });
  expect(second?.coverages).toEqual(first?.coverages);
});

test('A second payer that the practice does not know is an item until it is known', async () => {
  const unknown = visits({ encounter_id: 'E1', ...second, secondary_payer_id: 'FAKE9' });
  const desk = await openDesk({ 'clinic/encounters/2026-04-01/day.csv': unknown, ...firstEra });
  const books = await desk.work('2026-04-10');
  const reasons = openItems(books, 'follow-up').map((row) => row.reason);
  expect(reasons).toContain('second-payer-unknown');
  await desk.put({
    'clinic/reference/2026-04-11/payers.csv':
      'payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic,receiver\nFAKE9,Late Plan,CI,365,120,yes,\n',
  });
  const known = await desk.work('2026-04-11');
  expect(claimOf(known, 'E1').versions).toBe(2);
  expect(openItems(known, 'follow-up').map((row) => row.reason)).not.toContain(
    'second-payer-unknown',
  );
});

test('What the first payer answered before it was sent is billed to the second all the same, once', async () => {
  const desk = await openDesk({ ...visited, ...era('first', '2026-04-01', firstPaid) });
  const books = await desk.work('2026-04-03');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'adjudicated', versions: 2 });
  expect(await sentNames(desk)).toEqual(['clinic-2026-04-01-000000001.837']);
  const sent = await desk.text('outbound/clearinghouse/clinic-2026-04-01-000000001.837');
  const { claims } = readProfessionalClaims(new TextEncoder().encode(sent));
  expect(claims).toMatchObject([{ payerId: 'FAKE2', payerRank: 'S' }]);
});

const payersWith = (row: string): string =>
  `payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic,receiver\n${row}\n`;

const takenBack: Answer = {
  pcn: pcnOf('E1'),
  status: '22',
  lines: [svc('99213', -14500, -8000, 'CO*45*-45.00', 'PR*1*-15.00', 'PR*2*-5.00')],
};

test('While a correction lies with the first payer the second waits for its answer, and is billed by that', async () => {
  const unknown = visits({ encounter_id: 'E1', ...second, secondary_payer_id: 'FAKE9' });
  const desk = await openDesk({ 'clinic/encounters/2026-04-01/day.csv': unknown, ...firstEra });
  await desk.work('2026-04-10');
  const detail = JSON.stringify({ modifiers: ['25'] }).replaceAll('"', '""');
  await desk.put({
    'clinic/decisions/2026-04-11/d.csv': `decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\nD1,2026-04-11,ann,,correct,${pcnOf('E1')},,mended,"${detail}"\n`,
  });
  await desk.work('2026-04-11');
  await desk.put({
    'clinic/reference/2026-04-12/payers.csv': payersWith('FAKE9,Late Plan,CI,365,120,yes,'),
  });
  const waiting = await desk.work('2026-04-12');
  expect(claimOf(waiting, 'E1').versions).toBe(2);
  expect(await sentNames(desk)).toHaveLength(2);
  const anew: Answer = {
    pcn: pcnOf('E1'),
    lines: [svc('99213:25', 14500, 7000, 'CO*45*45.00', 'PR*1*30.00')],
  };
  await desk.put({
    'clinic/remittances/2026-04-20/anew.835': remit({
      trace: 'T2',
      date: '2026-04-20',
      claims: [takenBack, anew],
      plb: ['FB:X*-10.00'],
    }),
  });
  const books = await desk.work('2026-04-20');
  expect(claimOf(books, 'E1').versions).toBe(3);
  const names = await sentNames(desk);
  expect(names).toHaveLength(3);
  const text = await desk.text(`outbound/clearinghouse/${names.at(-1)}`);
  expect(text).toContain('*PI*FAKE9');
  expect(text).toContain('AMT*D*70~');
});

test('A first payer that takes its answer back after the second was billed is a person’s question', async () => {
  const desk = await openDesk({ ...visited, ...firstEra });
  await desk.work('2026-04-10');
  await desk.put({
    'clinic/remittances/2026-04-20/back.835': remit({
      trace: 'T2',
      date: '2026-04-20',
      claims: [takenBack],
      paid: '0.00',
      plb: ['FB:X*-80.00'],
    }),
  });
  const books = await desk.work('2026-04-20');
  expect(openItems(books, 'posting').map((row) => row.reason)).toEqual([
    'first-payer-took-back-after-second-was-billed',
  ]);
});

test('The second payer’s own time to file is watched, and not the first one’s', async () => {
  const short = {
    'clinic/reference/2026-04-02/payers.csv': payersWith('FAKE2,Plan,CI,60,120,yes,'),
  };
  const desk = await openDesk({ ...visited, ...firstEra, ...short });
  const books = await desk.work('2026-04-12');
  expect(itemsOf(books, 'E1')).toMatchObject([
    { queue: 'follow-up', category: 'filing-within-30-days', deadline: '2026-05-01' },
  ]);
  const long = await openDesk({ ...visited, ...firstEra });
  const later = await long.work('2026-05-02');
  expect(itemsOf(later, 'E1').filter((row) => row.category.startsWith('filing'))).toEqual([]);
});

test('What was written off is not billed to the second payer', async () => {
  const crossed = { ...firstPaid, status: '19' };
  const desk = await openDesk({ ...visited, ...era('first', '2026-04-10', crossed) });
  await desk.put({
    'clinic/decisions/2026-04-11/d.csv': `decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\nD1,2026-04-11,ann,,write-off,${pcnOf('E1')},20.00,CHARITY,\n`,
  });
  const books = await desk.work('2026-05-12');
  expect(claimOf(books, 'E1')).toMatchObject({ insurance_ar_cents: 0, versions: 1 });
  expect(openItems(books, 'follow-up').map((row) => row.category)).not.toContain('second-payer');
});
