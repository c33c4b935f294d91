/** Stories of people who decide side by side, of units that are given back, of payers that stay silent, and of nights. */
import { readEligibilityInquiries } from '../../shared/eligibility/read-inquiry.ts';
import { coverageAnswer } from '../scenarios/support/coverage-answer.ts';
import {
  appointments,
  type Contents,
  coverage,
  decisions,
  encounters,
  era,
  lines,
  nightly,
  pcn,
  practice,
  receipts,
  type Story,
  settled,
  setUpWith,
  story,
} from './story.ts';

const { denied, paid, shared, short } = lines;
const all = ['E-1', 'E-2', 'E-3'] as const;

/** Of one balance of 145.00 only one of them is to be had. */
const writeOffs = all.map((encounter) => `write-off,${pcn(encounter)},100.00,timely,`);

const authorized = setUpWith({
  [`${practice}/reference/auth_required.csv`]: 'payer_id,procedure\nFAKE1,99213\n',
  [`${practice}/reference/authorizations.csv`]: [
    'payer_id,member_id,number,procedure,valid_from,valid_to,units',
    'FAKE1,M0001,AUTH1,99213,2026-01-01,2026-12-31,1',
    'FAKE1,M0002,AUTH2,99213,2026-01-01,2026-12-31,1',
    '',
  ].join('\n'),
});

/** The payer could not look that day. */
function unavailable(name: string) {
  return (outbound: readonly string[]): Contents =>
    Object.fromEntries(
      outbound
        .filter((text) => text.includes('ST*270'))
        .map((text, n) => {
          const asked = readEligibilityInquiries(new TextEncoder().encode(text)).received;
          const answers = asked.map(
            (one) => [one, { rejected: ['42'], madeOn: '2026-03-01' }] as const,
          );
          return [`${practice}/eligibility/${name}-${n}.271`, coverageAnswer(...answers)] as const;
        }),
    );
}

const contracts = (allowed: string) => ({
  [`${practice}/reference/contracts.csv`]: [
    'payer_id,procedure,modifier,place,allowed,effective_from,effective_to',
    `FAKE1,99213,,,${allowed},2025-01-01,`,
    '',
  ].join('\n'),
});

const strangeKey = `${practice}/encounters/strange.csv`;

export const storiesOfWork: readonly Story[] = [
  nightly(
    story(
      'people give up the same balances side by side',
      encounters('day', ...all),
      era('first', {
        trace: 'T1',
        claims: all.map((encounter) => ({ pcn: pcn(encounter), lines: [denied] })),
      }),
      settled({ ...decisions('a', ...writeOffs), ...decisions('b', ...writeOffs) }),
    ),
  ),
  {
    ...story(
      'the units of an authorization are used up, given back by a void and by a correction',
      encounters('day', 'E-1', { encounter_id: 'E-2', service_date: '2026-03-03' }),
      settled(
        encounters(
          'more',
          { encounter_id: 'E-3', service_date: '2026-03-04', member_id: 'M0002' },
          { encounter_id: 'E-4', service_date: '2026-03-05', member_id: 'M0002' },
        ),
      ),
      settled(receipts('no', { [pcn('E-3')]: 'A7:562:85' })),
      settled(
        decisions(
          'd',
          `void,${pcn('E-1')},,twice,`,
          `correct,${pcn('E-3')},,mended,"{""member_id"":""M0003"",""prior_authorization"":""X1""}"`,
        ),
      ),
    ),
    given: authorized,
  },
  story(
    'an item of a file is given away and closed, a claim is sent again, and one is denied for good',
    {
      ...encounters('day', 'E-1', 'E-2'),
      [strangeKey]: 'nothing,that,anybody,knows\n1,2,3,4\n',
      [`${practice}/encounters/other.csv`]: 'nothing,that,anybody,knows\n5,6,7,8\n',
    },
    settled(era('first', { trace: 'T1', claims: [{ pcn: pcn('E-2'), lines: [denied] }] })),
    settled(
      decisions(
        'd',
        `reassign,${strangeKey},,,zoe`,
        `close,${practice}/encounters/other.csv,,seen,`,
        `resubmit,${pcn('E-1')},,lost,`,
        `appeal-filed,${pcn('E-2')},,,`,
      ),
    ),
    settled(era('second', { trace: 'T2', claims: [{ pcn: pcn('E-1'), lines: [short] }] })),
  ),
  story(
    'nobody answers, and the last day to file comes near',
    encounters('day', 'E-1', 'E-2'),
    settled(receipts('ack', { [pcn('E-1')]: 'A2:20' })),
    settled({}, '2026-04-10'),
    settled({}, '2026-05-05'),
    settled({}, '2026-05-16'),
    settled({}, '2026-05-20'),
    settled({}, '2026-05-21'),
  ),
  story(
    'a contract changes between two visits',
    encounters('day', 'E-1'),
    settled(contracts('120.00')),
    settled(encounters('more', { encounter_id: 'E-2', service_date: '2026-03-03' })),
    settled(
      era('first', {
        trace: 'T1',
        claims: [
          { pcn: pcn('E-1'), lines: [paid] },
          { pcn: pcn('E-2'), lines: [paid] },
        ],
      }),
    ),
  ),
  story(
    'a payer is asked before a holiday, can not look, is asked again, and answers',
    settled(
      appointments(
        'plan',
        { appointment_id: 'A-1', visit_on: '2026-05-27' },
        { appointment_id: 'A-2', visit_on: '2026-05-28', patient_id: 'P-2', member_id: 'M0002' },
      ),
      '2026-05-20',
    ),
    settled({}, '2026-05-22'),
    settled(unavailable('shut'), '2026-05-23'),
    settled(coverage('answer', '1'), '2026-05-26'),
    settled({}, '2026-05-28'),
  ),
  nightly(
    story(
      'a night is reported and proved: paid, shared, written off, and money of nobody’s',
      {
        ...encounters('day', ...all),
        ...appointments('plan', { appointment_id: 'A-1', visit_on: '2026-04-03' }),
      },
      settled(
        era('first', {
          trace: 'T1',
          claims: [
            { pcn: pcn('E-1'), lines: [paid] },
            { pcn: pcn('E-2'), lines: [shared] },
            { pcn: 'NOBODYS', lines: [paid] },
          ],
          plb: ['WO:X1*10.00'],
        }),
      ),
      settled(decisions('d', `void,${pcn('E-3')},,twice,`)),
    ),
  ),
];
