/** What payers answer of coming visits: each problem is somebody's before the visit, and goes when it is mended. */
import { expect, test } from 'vitest';
import { type AppointmentChanges, appointmentFile } from '../support/appointment-file.ts';
import { type AnswerChanges, coverageAnswer, left } from './support/coverage-answer.ts';
import { type Books, type Desk, openDesk } from './support/desk.ts';
import { accountsOf, claimOf, codesOf, fileAt, openItems, pcnOf } from './support/documents.ts';
import { asked } from './support/outbound.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const answerKey = 'clinic/eligibility/2026-03-04/answer.271';

/** Thursday's visit, asked about on Tuesday. */
async function askedDesk(...rows: readonly AppointmentChanges[]): Promise<Desk> {
  const file = appointmentFile(rows.length > 0 ? rows : [{}]);
  const desk = await openDesk({
    'clinic/appointments/2026-03-02/day.csv': file,
    'clinic/reference/2026-03-01/medicare.csv':
      'payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic\nMCARE,Fake Medicare,MB,365,120,yes\n',
  });
  await desk.work('2026-03-03');
  return desk;
}

async function answered(desk: Desk, changes: AnswerChanges, on = '2026-03-04'): Promise<Books> {
  const [question] = await asked(desk);
  const key = `clinic/eligibility/${on}/answer-${on}.271`;
  await desk.put({ [key]: coverageAnswer([question, { madeOn: on, ...changes }]) });
  return desk.work(on);
}

function told(books: Books): readonly string[] {
  return openItems(books, 'eligibility').map((row) => row.reason);
}

test('A visit that its payer covers leaves nothing to do', async () => {
  const desk = await askedDesk();
  const books = await answered(desk, {});
  expect(fileAt(books, 'clinic/eligibility/2026-03-04/answer-2026-03-04.271').kind).toBe('271');
  expect(accountsOf(books, 'clinic/eligibility/2026-03-04/answer-2026-03-04.271')).toBe(
    'done 1=1+0+0',
  );
  expect(books.items).toEqual([]);
});

test('Without an answer the day before, somebody asks by hand; an answer that comes late closes it', async () => {
  const desk = await askedDesk();
  const books = await desk.work('2026-03-04');
  expect(openItems(books, 'eligibility')).toMatchObject([
    {
      category: 'no-answer',
      reason: 'no-answer',
      opened_on: '2026-03-04',
      due_on: '2026-03-05',
      deadline: '2026-03-04',
      claim_id: null,
    },
  ]);
  expect(told(await answered(desk, {}, '2026-03-05'))).toEqual([]);
});

test('A problem is to be mended before the visit: on its day it goes up the ladder, though not yet past due', async () => {
  const desk = await askedDesk();
  const eve = await answered(desk, { benefits: [{ information: '6' }] });
  expect(openItems(eve, 'eligibility')).toMatchObject([
    { deadline: '2026-03-04', due_on: '2026-03-05', escalated_to: null },
  ]);
  await desk.put({
    'clinic/appointments/2026-03-05/walk-in.csv': appointmentFile([
      { appointment_id: 'A-9', patient_id: 'P-9', payer_id: 'NOBODY', made_on: '2026-03-05' },
    ]),
  });
  const day = openItems(await desk.work('2026-03-05'), 'eligibility');
  const told = day.map((row) => `${row.category} ${row.deadline} ${row.escalated_to}`);
  expect(told.sort()).toEqual([
    'not-in-force 2026-03-04 practice-manager',
    'payer-unknown 2026-03-05 null',
  ]);
  const after = openItems(await desk.work('2026-03-06'), 'eligibility');
  expect(after.map((row) => row.deadline)).toEqual([null, null]);
});

test.each<[string, AnswerChanges, string]>([
  ['ended', { benefits: [{ information: '6' }] }, 'not-in-force EB01-6'],
  [
    'ended by its own dates',
    {
      benefits: [
        { dates: [{ qualifier: '347', from: '2026-02-28' as never, to: '2026-02-28' as never }] },
      ],
    },
    'not-in-force DTP-347',
  ],
  ['not found', { rejected: ['75'] }, 'member-not-found AAA03-75'],
  ['another name', { rejected: ['73'] }, 'name-differs AAA03-73'],
  ['another day of birth', { rejected: ['71'] }, 'birth-date-differs AAA03-71'],
  ['not to this provider', { rejected: ['51'] }, 'provider-refused AAA03-51'],
  ['a reason of no list', { rejected: ['PAULA'] }, 'question-refused AAA03-other'],
  ['pending', { benefits: [{ information: '5' }] }, 'status-pending EB01-5'],
  ['nothing said', { benefits: [{ information: 'C' }] }, 'status-missing EB01-none'],
  ['under another last name', { last: 'Sampleton' }, 'name-differs NM103'],
  ['under another id', { memberId: 'M0002' }, 'member-id-differs NM109'],
  ['beside another plan', { benefits: [{}, { information: 'R' }] }, 'other-coverage EB01-R'],
  [
    'after another plan',
    { benefits: [{}, { information: 'R', insuranceType: '12' }] },
    'other-payer-first EB01-R EB04-12',
  ],
  [
    'for no more visits',
    { benefits: [{}, { ...left('F', 0), serviceTypes: ['98'], amountCents: null, quantity: '0' }] },
    'benefit-used-up EB01-F EB06-29',
  ],
  [
    'as a QMB whose Medicaid nobody knows',
    { benefits: [{}, { insuranceType: 'QM' }] },
    'medicaid-not-registered EB04-QM',
  ],
  [
    'by asking another',
    { benefits: [{ information: 'U' }] },
    'status-missing EB01-none, payer-changed EB01-U',
  ],
])('A visit that is covered %s is a person’s', async (_, changes, reason) => {
  const desk = await askedDesk();
  const books = await answered(desk, changes);
  expect(told(books)).toEqual([reason]);
  expect(openItems(books, 'eligibility')[0]?.category).toBe(reason.split(' ')[0]);
});

test('What a plan limits elsewhere, has left, or limits without saying so now, is no problem', async () => {
  const desk = await askedDesk();
  const limits = [
    { ...left('F', 0), serviceTypes: ['AL'] },
    { ...left('F', 100), serviceTypes: ['98'] },
    { ...left('F', 0), serviceTypes: ['98'], timePeriod: '23' },
  ];
  expect(told(await answered(desk, { benefits: [{}, ...limits] }))).toEqual([]);
});

test('A service that the payer itself wants to authorize is somebody’s, though no list of ours names it', async () => {
  const procedure = {
    qualifier: 'HC',
    code: '70553',
    modifiers: [],
    description: '',
    rangeEnd: '',
  };
  const asks = { serviceTypes: [], procedure, authorizationRequired: 'Y' };
  const desk = await askedDesk(
    { procedures: '99213 70553' },
    { appointment_id: 'A-2', patient_id: 'P-2', member_id: 'M0002' },
  );
  const questions = await asked(desk);
  await desk.put({
    'clinic/eligibility/2026-03-04/a.271': coverageAnswer(
      ...questions.map((question) => [question, { benefits: [{}, asks] }] as const),
    ),
  });
  const books = await desk.work('2026-03-04');
  expect(openItems(books, 'authorization').map((row) => row.reason)).toEqual(['missing 70553']);
  await desk.put({
    'clinic/reference/2026-03-05/granted.csv':
      'payer_id,member_id,number,procedure,valid_from,valid_to,units\nFAKE1,M0001,A1,70553,2026-03-01,2026-12-31,1\n',
  });
  expect(openItems(await desk.work('2026-03-05'), 'authorization')).toEqual([]);
});

test('When the patient’s payer changes meanwhile, what the former one said counts for nothing', async () => {
  const desk = await askedDesk();
  await answered(desk, {}, '2026-03-03');
  const [former] = await asked(desk);
  await desk.put({
    'clinic/appointments/2026-03-04/day.csv': appointmentFile([
      { payer_id: 'FAKE2', member_id: 'M0007' },
    ]),
  });
  expect(told(await desk.work('2026-03-04'))).toEqual([]);
  const questions = await asked(desk);
  expect(questions.map((row) => `${row.payer?.id} ${row.subscriber?.id}`)).toEqual([
    'FAKE1 M0001',
    'FAKE2 M0007',
  ]);
  const late = { benefits: [{ information: '6' }], madeOn: '2026-03-05' };
  await desk.put({ 'clinic/eligibility/2026-03-05/late.271': coverageAnswer([former, late]) });
  expect(told(await desk.work('2026-03-05'))).toEqual(['no-answer']);
  await desk.put({ 'clinic/eligibility/2026-03-05/new.271': coverageAnswer([questions[1]]) });
  expect(told(await desk.work('2026-03-05'))).toEqual([]);
  const [visit]: readonly Record<string, unknown>[] = JSON.parse(await desk.text('visits.json'));
  expect(visit).toMatchObject({ coverage: 'in-force', verification: 'late' });
});

test('Medicare that became Medicare Advantage is told, its claims are held', async () => {
  const desk = await askedDesk({ payer_id: 'MCARE', member_id: '1EG4TE5MK73' });
  const books = await answered(desk, {
    benefits: [{ insuranceType: 'MB' }, { information: 'R', insuranceType: 'HN' }],
  });
  expect(told(books)).toEqual(['payer-changed EB01-R EB04-HN']);
  await desk.put({
    'clinic/encounters/2026-03-05/day.csv': visits({
      encounter_id: 'E1',
      patient_id: 'P-1',
      payer_id: 'MCARE',
      member_id: '1EG4TE5MK73',
      service_date: '2026-03-05',
    }),
  });
  const charged = await desk.work('2026-03-05');
  expect(claimOf(charged, 'E1').state).toBe('held');
  expect(claimOf(charged, 'E1').scrub).toContainEqual({ rule: 'C07', outcome: 'fail' });
  expect(told(charged)).toEqual([]);
});

test('A Qualified Medicare Beneficiary’s share is held back from the patient by an item', async () => {
  const member = { payer_id: 'MCARE', member_id: '1EG4TE5MK73' };
  const desk = await askedDesk(member);
  await answered(desk, { benefits: [{}, { insuranceType: 'QM' }] });
  const charged = (encounter: string, patient: string) => ({
    ...member,
    encounter_id: encounter,
    patient_id: patient,
    service_date: '2026-03-05',
  });
  await desk.put({
    'clinic/encounters/2026-03-05/day.csv': visits(charged('E1', 'P-1'), charged('E2', 'P-9')),
  });
  await desk.work('2026-03-05');
  const shared = (encounter: string) => ({
    pcn: pcnOf(encounter),
    lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*2*20.00')],
  });
  await desk.put({
    'clinic/remittances/2026-03-20/era.835': remit({
      date: '2026-03-20',
      claims: [shared('E1'), shared('E2')],
    }),
  });
  const books = await desk.work('2026-03-20');
  expect(claimOf(books, 'E1').patient_ar_cents).toBe(2000);
  expect(openItems(books, 'patient-balance')).toMatchObject([
    { claim_id: pcnOf('E1'), category: 'qmb', reason: 'qmb-owes-nothing EB04-QM' },
  ]);
});

test.each([
  ['P', '72', 'payer-unavailable AAA03-72', 2],
  ['Y', '42', 'answer-promised AAA03-42', 1],
  ['C', '72', 'member-not-found AAA03-72', 1],
])('Told %s beside AAA03-%s the question is a person’s (%s) or goes again', async (...row) => {
  const [followUp, reason, said, questions] = row;
  const desk = await askedDesk();
  const books = await answered(desk, { rejected: [reason], followUp }, '2026-03-03');
  expect(told(books)).toEqual([said]);
  await desk.work('2026-03-04');
  expect(await asked(desk)).toHaveLength(questions);
});

test('A payer that can not answer now is asked once more the next day', async () => {
  const desk = await askedDesk();
  const books = await answered(desk, { rejected: ['42'] }, '2026-03-03');
  expect(told(books)).toEqual(['payer-unavailable AAA03-42']);
  await desk.work('2026-03-04');
  await desk.work('2026-03-04');
  const questions = await asked(desk);
  expect(questions).toHaveLength(2);
  await desk.put({ [answerKey]: coverageAnswer([questions[1]]) });
  expect(told(await desk.work('2026-03-04'))).toEqual([]);
});

test('A payer that can not answer before a long weekend is asked once more before that is over', async () => {
  const desk = await openDesk({
    'clinic/appointments/2026-05-21/day.csv': appointmentFile([{ visit_on: '2026-05-27' }]),
  });
  await desk.work('2026-05-22');
  const [question] = await asked(desk);
  const shut = coverageAnswer([question, { rejected: ['42'], madeOn: '2026-05-22' }]);
  await desk.put({ 'clinic/eligibility/2026-05-23/shut.271': shut });
  await desk.work('2026-05-23');
  expect(await asked(desk)).toHaveLength(2);
});

test('Of two answers to a question the one made last counts, in whatever order they come', async () => {
  for (const order of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const desk = await askedDesk();
    const [question] = await asked(desk);
    const ended = { benefits: [{ information: '6' }], madeOn: '2026-03-03' };
    await desk.put({
      [`clinic/eligibility/2026-03-04/${order[0]}.271`]: coverageAnswer([question, ended]),
      [`clinic/eligibility/2026-03-04/${order[1]}.271`]: coverageAnswer([question]),
    });
    expect(told(await desk.work('2026-03-04'))).toEqual([]);
  }
});

test('An answer twice is one; one that we did not ask for is a person’s', async () => {
  const desk = await askedDesk();
  const [question] = await asked(desk);
  const bytes = coverageAnswer([question]);
  await desk.put({
    [answerKey]: bytes,
    'clinic/eligibility/2026-03-04/again.271': bytes,
    'clinic/remittances/2026-03-04/strange.271': coverageAnswer(
      [question, { trace: 'V0000000000000000N1' }],
      [question, { trace: 'NOTOURS' }],
      [question],
    ),
  });
  const books = await desk.work('2026-03-04');
  expect(fileAt(books, answerKey).status).toBe('duplicate');
  const strange = 'clinic/remittances/2026-03-04/strange.271';
  expect(accountsOf(books, strange)).toBe('done 3=1+2+0');
  expect(codesOf(books, strange)).toEqual([
    'kind-differs-from-folder',
    'trace-unknown',
    'trace-unknown',
  ]);
  expect(told(books)).toEqual(['trace-unknown 271', 'trace-unknown 271']);
});

test('A visit that is cancelled, moved or corrected takes its problem with it', async () => {
  const desk = await askedDesk(
    { appointment_id: 'CANCELLED' },
    { appointment_id: 'MOVED', patient_id: 'P-2' },
    { appointment_id: 'MENDED', patient_id: 'P-3' },
  );
  const questions = await asked(desk);
  const ended = { benefits: [{ information: '6' }], madeOn: '2026-03-03' };
  await desk.put({
    'clinic/eligibility/2026-03-03/a.271': coverageAnswer(
      ...questions.map((question) => [question, ended] as const),
    ),
  });
  expect(told(await desk.work('2026-03-03'))).toHaveLength(3);
  await desk.put({
    'clinic/appointments/2026-03-04/day.csv': appointmentFile([
      { appointment_id: 'CANCELLED', status: 'cancelled' },
      { appointment_id: 'MOVED', patient_id: 'P-2', visit_on: '2026-04-01' },
      { appointment_id: 'MENDED', patient_id: 'P-3', member_id: 'M0009' },
    ]),
  });
  expect(told(await desk.work('2026-03-04'))).toEqual([]);
  const [, , , again] = await asked(desk);
  expect(again?.subscriber?.id).toBe('M0009');
  await desk.put({ 'clinic/eligibility/2026-03-05/b.271': coverageAnswer([again]) });
  expect(told(await desk.work('2026-03-05'))).toEqual([]);
});

test('A claim of a visit whose coverage had ended is held until the payer says otherwise', async () => {
  const desk = await askedDesk();
  await answered(desk, { benefits: [{ information: '6' }] });
  await desk.put({
    'clinic/encounters/2026-03-05/day.csv': visits(
      { encounter_id: 'E1', patient_id: 'P-1', service_date: '2026-03-05' },
      { encounter_id: 'E2', patient_id: 'P-9', service_date: '2026-03-05' },
    ),
  });
  const held = await desk.work('2026-03-05');
  expect(claimOf(held, 'E1').state).toBe('held');
  expect(claimOf(held, 'E1').scrub[0]).toEqual({ rule: 'C01', outcome: 'fail' });
  const unasked = claimOf(held, 'E2').scrub.filter((row) => row.rule < 'C09');
  expect(unasked).toEqual(
    ['C01', 'C02', 'C04', 'C07', 'C08'].map((rule) => ({ rule, outcome: 'no_data' })),
  );
  const mended = await answered(desk, {}, '2026-03-06');
  expect(claimOf(mended, 'E1').state).toBe('sent');
  expect(claimOf(mended, 'E1').scrub[0]?.rule).toBe('C09');
});
