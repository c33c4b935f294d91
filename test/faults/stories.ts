/** The stories that lives are lived from, as data: between them every hard case of intake, posting and work. */

import { referenceFiles } from '../scenarios/support/reference.ts';
import { svc } from '../scenarios/support/remit.ts';
import { storiesOfAnswers } from './stories-of-answers.ts';
import { storiesOfWork } from './stories-of-work.ts';
import {
  appointments,
  coverage,
  decisions,
  encounters,
  era,
  lines,
  payments,
  pcn,
  practice,
  receipts,
  registered,
  type Story,
  settled,
  story,
  taken,
} from './story.ts';

const { paid, denied, shared, short, second, zero } = lines;
const answer = (encounter: string, ...said: readonly (typeof paid)[]) => ({
  pcn: pcn(encounter),
  lines: said,
});
const reversal = (encounter: string, of: typeof paid) => ({
  pcn: pcn(encounter),
  status: '22',
  lines: [taken(of)],
});
const twoPayers = { secondary_payer_id: 'FAKE2', secondary_member_id: 'S1' };
const fromSecond = { payer: 'FAKE2', originator: '1998877665' };

const paidAndWithheld = {
  trace: 'T1',
  claims: [answer('E-1', paid), answer('E-2', denied), answer('E-3', short)],
  plb: ['WO:X1*10.00'],
};

const unknownClaims = {
  trace: 'T2',
  claims: [answer('E-9', paid), { pcn: 'NOBODYS', lines: [paid] }],
};

export const stories: readonly Story[] = [
  story(
    'paid, denied, short and withheld; the file comes twice under two names',
    encounters('day', 'E-1', 'E-2', 'E-3'),
    { ...era('first', paidAndWithheld), ...era('first-again', paidAndWithheld) },
  ),
  story(
    'paid before the visit is known, and for a claim that is nobody’s',
    era('first', unknownClaims),
    { ...encounters('day', 'E-9'), ...era('again', unknownClaims) },
  ),
  story(
    'a payment is taken back and made anew',
    encounters('day', 'E-1', 'E-4'),
    era('first', { trace: 'T1', claims: [answer('E-1', paid), answer('E-4', short)] }),
    era('second', {
      trace: 'T2',
      claims: [reversal('E-1', paid), answer('E-1', shared), reversal('E-4', short)],
    }),
  ),
  story(
    'a reversal comes before its original',
    {
      ...encounters('day', 'E-1'),
      ...era('second', { trace: 'T2', claims: [reversal('E-1', paid)] }),
    },
    era('first', { trace: 'T1', claims: [answer('E-1', paid)] }),
  ),
  story(
    'two payers share a claim',
    encounters('day', { encounter_id: 'E-5', ...twoPayers }),
    era('first', { trace: 'T1', claims: [answer('E-5', shared)] }),
    era('second', {
      ...fromSecond,
      trace: 'T2',
      claims: [{ ...answer('E-5', second), status: '2' }],
    }),
  ),
  story(
    'paid twice, and some of it recouped from another payment',
    encounters('day', 'E-1', 'E-2'),
    era('first', { trace: 'T1', claims: [answer('E-1', paid), answer('E-1', paid)] }),
    era('second', {
      trace: 'T2',
      claims: [answer('E-2', zero)],
      plb: ['WO:X1*20.00', 'FB:X2*-20.00'],
    }),
  ),
  story(
    'an ST of a known number says something else, and one does not balance',
    encounters('day', 'E-1', 'E-2'),
    era('first', { trace: 'T1', claims: [answer('E-1', paid)] }),
    era(
      'second',
      { trace: 'T1', claims: [], paid: '1.00' },
      { trace: 'T3', claims: [answer('E-2', paid)], paid: '99.00' },
    ),
  ),
  story(
    'two STs in a file, then each in a file of its own',
    encounters('day', 'E-1', 'E-2'),
    era(
      'both',
      { trace: 'T1', claims: [answer('E-1', paid)] },
      { trace: 'T2', claims: [answer('E-2', shared)] },
    ),
    {
      ...era('one', { trace: 'T2', claims: [answer('E-2', shared)] }),
      ...era('two', { trace: 'T1', claims: [answer('E-1', paid)] }),
    },
  ),
  story(
    'the same visits again and again, one changed, one twice, one of an unknown payer',
    encounters('day', 'E-1', 'E-3'),
    settled(
      encounters(
        'more',
        'E-1',
        { encounter_id: 'E-3', charge: '150.00' },
        { encounter_id: 'E-6', payer_id: 'NOBODY' },
      ),
    ),
    settled(
      encounters(
        'twin',
        'E-6',
        { encounter_id: 'E-7', patient_id: 'P-E-1' },
        { encounter_id: 'E-8', charge: 'x' },
      ),
    ),
  ),
  story(
    'a patient pays before, after and too much, and some is given back',
    {
      ...encounters('day', 'E-1'),
      ...payments(
        'early',
        'P1,2026-04-01,card,20.00,,E-1,,,patient',
        'P2,2026-04-01,card,5.00,,E-9,,,patient',
      ),
    },
    {
      ...era('first', { trace: 'T1', claims: [answer('E-1', shared)] }),
      ...encounters('more', 'E-9'),
    },
    payments(
      'late',
      'P1,2026-04-01,card,20.00,,E-1,,,patient',
      'P3,2026-04-03,card,15.00,,E-1,,,patient',
      'R1,2026-04-03,check,10.00,,E-1,,,refund',
    ),
  ),
  story(
    'the bank credits what was remitted: before, after, and not all of it',
    {
      ...encounters('day', 'E-1', 'E-2'),
      ...payments('bank', 'D1,2026-04-01,ach,100.00,,,,T1,deposit'),
    },
    era(
      'eras',
      { trace: 'T1', claims: [answer('E-1', paid)] },
      { trace: 'T2', claims: [answer('E-2', paid)] },
    ),
    payments('later', 'D2,2026-04-03,ach,90.00,,,,T2,deposit'),
  ),
  story(
    'claims are accepted and paid',
    encounters('day', 'E-1', 'E-2'),
    settled(receipts('ack', { [pcn('E-1')]: 'A2:20', [pcn('E-2')]: 'A1:20' })),
    era('first', { trace: 'T1', claims: [answer('E-1', paid), answer('E-2', denied)] }),
  ),
  story(
    'a claim is turned away, corrected and sent as new',
    encounters('day', 'E-1'),
    settled(receipts('no', { [pcn('E-1')]: 'A7:562:85' })),
    {
      settled: true,
      files: decisions('mend', `correct,${pcn('E-1')},,mended,"{""member_id"":""M0002""}"`),
    },
    era('first', { trace: 'T1', claims: [answer('E-1', paid)] }),
  ),
  story(
    'a denied claim is replaced and paid',
    encounters('day', 'E-1'),
    era('first', { trace: 'T1', claims: [answer('E-1', denied)] }),
    {
      settled: true,
      files: decisions('mend', `correct,${pcn('E-1')},,mended,"{""modifiers"":""25""}"`),
    },
    {
      settled: true,
      files: era('second', {
        trace: 'T2',
        claims: [
          reversal('E-1', denied),
          { pcn: pcn('E-1'), lines: [{ ...paid, code: '99213:25' }] },
        ],
      }),
    },
  ),
  story(
    'people write off, accept, appeal and void, and a payer takes back what it paid',
    encounters('day', 'E-1', 'E-2', 'E-3'),
    era('first', {
      trace: 'T1',
      claims: [answer('E-1', denied), answer('E-2', denied), answer('E-3', shared)],
    }),
    {
      settled: true,
      files: decisions(
        'd',
        `write-off,${pcn('E-1')},40.00,timely,`,
        `appeal-filed,${pcn('E-2')},,,`,
        `void,${pcn('E-3')},,twice,`,
      ),
    },
    {
      settled: true,
      files: {
        ...decisions('e', `accept,${pcn('E-1')},,,`, `appeal-decided,${pcn('E-2')},,,lost`),
        ...era('back', { trace: 'T2', claims: [reversal('E-3', shared)] }),
      },
    },
  ),
  story(
    'a held claim is let go by a person, and one is mended',
    encounters(
      'day',
      { encounter_id: 'E-1', payer_id: 'NOBODY' },
      { encounter_id: 'E-2', diagnosis_pointers: '7' },
    ),
    {
      settled: true,
      files: decisions(
        'd',
        `correct,${pcn('E-1')},,typo,"{""payer_id"":""FAKE1""}"`,
        `correct,${pcn('E-2')},,typo,"{""diagnosis_pointers"":""1""}"`,
      ),
    },
    settled(
      era('first', {
        trace: 'T1',
        claims: [
          answer('E-1', paid),
          { pcn: pcn('E-2'), lines: [svc('99213', 14500, 0, 'OA*109*145.00')] },
        ],
      }),
    ),
  ),
  story('a paper EOB posts what an 835 says again', encounters('day', 'E-1'), {
    [`${practice}/remittances/eob.csv`]: [
      'payer_id,check_number,check_date,check_amount,patient_control_number,claim_status,line,charge,paid,group,carc,amount',
      `FAKE1,C1,2026-04-02,80.00,${pcn('E-1')},1,1,145.00,80.00,CO,45,45.00`,
      `FAKE1,C1,2026-04-02,80.00,${pcn('E-1')},1,1,145.00,80.00,PR,3,20.00`,
      '',
    ].join('\n'),
  }),
  story(
    'payers are asked about visits; one is kept and forgotten',
    appointments(
      'plan',
      { appointment_id: 'A-1', visit_on: '2026-04-03' },
      { appointment_id: 'A-2', visit_on: '2026-03-31', status: 'kept' },
      { appointment_id: 'A-3', visit_on: '2026-03-02', status: 'kept', patient_id: 'P-E-1' },
    ),
    { ...encounters('day', 'E-1'), ...appointments('again', { visit_on: '2026-04-03' }) },
    settled(coverage('answer', '6')),
  ),
  {
    ...story('a practice sets itself up', referenceFiles(practice), {
      ...encounters('day', 'E-1'),
      ...era('first', { trace: 'T1', claims: [answer('E-1', paid)] }),
    }),
    given: registered,
  },
  ...storiesOfAnswers,
  ...storiesOfWork,
];
