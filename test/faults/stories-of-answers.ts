/** Stories of what receivers and payers say to what we sent, and of what people do about it. */
import { group, statuses, ta1 } from '../acknowledgment/sample-answers.ts';
import {
  appointments,
  type Contents,
  coverage,
  decisions,
  encounters,
  era,
  lines,
  overTheNet,
  pcn,
  practice,
  receipts,
  type Story,
  settled,
  story,
  taken,
} from './story.ts';

const { paid, denied, shared, second } = lines;
const twoPayers = { secondary_payer_id: 'FAKE2', secondary_member_id: 'S1' };
const fromSecond = { payer: 'FAKE2', originator: '1998877665', trace: 'T2' };
const shares = { pcn: pcn('E-5'), lines: [shared] };

/** An answer for each file that went out and of which `about` holds, made from its control numbers. */
function answered(
  name: string,
  about: string,
  say: (numbers: { readonly interchange: string; readonly group: string }) => Uint8Array,
) {
  return (outbound: readonly string[]): Contents =>
    Object.fromEntries(
      outbound
        .filter((text) => text.includes(about))
        .map((text, n) => {
          const [, interchange = ''] = /^ISA(?:\*[^*]*){12}\*(\d+)/.exec(text) ?? [];
          const [, , , , , , number = ''] = /GS\*[^~]*/.exec(text)?.[0].split('*') ?? [];
          const key = `${practice}/acknowledgments/${name}-${n}.edi`;
          return [key, say({ interchange, group: number })] as const;
        }),
    );
}

/** A 277 for each claim that is asked about. */
function statusOf(name: string, code: string, on: string) {
  return (outbound: readonly string[]): Contents =>
    Object.fromEntries(
      outbound.flatMap((text, n) =>
        [...text.matchAll(/TRN\*1\*(C[A-Z0-9]+)V\d+A\d+/g)].map(([, claim = ''], row) => {
          const key = `${practice}/acknowledgments/${name}-${n}-${row}.edi`;
          return [key, statuses('277', [{ pcn: claim, codes: [code], on }])] as const;
        }),
      ),
    );
}

export const storiesOfAnswers: readonly Story[] = [
  story(
    'the first payer’s share is billed to the second, which answers that bill',
    encounters('day', { encounter_id: 'E-5', ...twoPayers }),
    settled(era('first', { trace: 'T1', claims: [shares] })),
    settled(receipts('ack', { [pcn('E-5')]: 'A2:20' })),
    settled(
      era('second', { ...fromSecond, claims: [{ ...shares, status: '2', lines: [second] }] }),
    ),
  ),
  story(
    'the first payer passes a claim on, takes its answer back and gives another',
    encounters('day', { encounter_id: 'E-5', ...twoPayers }),
    settled(era('first', { trace: 'T1', claims: [{ ...shares, status: '19' }] })),
    settled(
      era('again', {
        trace: 'T3',
        claims: [{ pcn: pcn('E-5'), status: '22', lines: [taken(shared)] }, shares],
      }),
    ),
    settled(
      era('second', { ...fromSecond, claims: [{ ...shares, status: '2', lines: [second] }] }),
      '2026-05-10',
    ),
  ),
  story(
    'a file is turned away whole, and what was in it goes out again',
    encounters('day', 'E-1', 'E-2'),
    settled(answered('ta1', 'ST*837', ({ interchange }) => ta1('R', interchange, '018'))),
    {
      settled: true,
      files: decisions('again', `resubmit,${pcn('E-1')},,,`, `resubmit,${pcn('E-2')},,,`),
    },
    settled(era('first', { trace: 'T1', claims: [{ pcn: pcn('E-1'), lines: [paid] }] })),
  ),
  story(
    'an ST is rejected by a 999, another taken with errors',
    encounters('day', 'E-1'),
    settled({
      ...encounters('more', 'E-2'),
      ...{ [`${practice}/acknowledgments/late.edi`]: group('A', ['A'], '999') },
    }),
    settled(
      answered('999', 'ST*837', (numbers) =>
        group(
          numbers.group === '1' ? 'R' : 'E',
          [numbers.group === '1' ? 'R' : 'E'],
          numbers.group,
        ),
      ),
    ),
    settled(receipts('ack', { [pcn('E-2')]: 'A2:20' })),
  ),
  story(
    'a payer is late, is asked, says that it has the claim, and pays',
    encounters('day', 'E-1', 'E-2'),
    settled(receipts('ack', { [pcn('E-1')]: 'A2:20', [pcn('E-2')]: 'A2:20' })),
    settled({}, '2026-05-05'),
    settled(statusOf('told', 'P1:20', '2026-05-06'), '2026-05-07'),
    settled({}, '2026-05-22'),
    settled(
      era('first', {
        trace: 'T1',
        claims: [
          { pcn: pcn('E-1'), lines: [paid] },
          { pcn: pcn('E-2'), lines: [denied] },
        ],
      }),
      '2026-05-25',
    ),
  ),
  story(
    'a payer that is asked never had the claim, and it goes out again as new',
    encounters('day', 'E-1'),
    settled(receipts('ack', { [pcn('E-1')]: 'A2:20' })),
    settled({}, '2026-05-05'),
    settled(statusOf('told', 'A4:35', '2026-05-06'), '2026-05-07'),
    settled(decisions('again', `resubmit,${pcn('E-1')},,lost,`), '2026-05-08'),
    settled(
      era('first', { trace: 'T1', claims: [{ pcn: pcn('E-1'), lines: [paid] }] }),
      '2026-05-12',
    ),
  ),
  story(
    'nobody says that a claim came, so it is printed before its time is over; of another a 999 comes just then',
    encounters('day', 'E-1'),
    settled(encounters('more', 'E-2')),
    settled({}, '2026-05-16'),
    {
      date: '2026-05-17',
      files: answered('999', `CLM*${pcn('E-2')}`, (numbers) => group('A', ['A'], numbers.group)),
    },
    settled(
      era('first', { trace: 'T1', claims: [{ pcn: pcn('E-1'), lines: [paid] }] }),
      '2026-05-19',
    ),
  ),
  story(
    'a twin is no twin after all, and an item is given away and closed',
    encounters('day', { encounter_id: 'E-1', patient_id: 'P-1' }),
    settled(
      encounters(
        'twin',
        { encounter_id: 'E-2', patient_id: 'P-1' },
        { encounter_id: 'E-3', payer_id: 'NOBODY' },
      ),
    ),
    settled(decisions('d', `override-rule,${pcn('E-2')},,seen twice,I01`)),
    settled(decisions('e', `void,${pcn('E-3')},,wrong,`)),
  ),
  {
    ...story(
      'a receiver over a network takes claims, calls, and holds what it has said',
      {
        ...encounters('day', 'E-1', 'E-2'),
        ...appointments('plan', { appointment_id: 'A-1', visit_on: '2026-04-03' }),
      },
      {
        settled: true,
        from: 'poll',
        files: receipts('ack', { [pcn('E-1')]: 'A2:20', [pcn('E-2')]: 'A7:562:85' }),
      },
      { settled: true, from: 'webhook', files: coverage('answer', '6') },
      {
        settled: true,
        from: 'webhook',
        files: era('first', { trace: 'T1', claims: [{ pcn: pcn('E-1'), lines: [paid] }] }),
      },
    ),
    given: overTheNet,
  },
  story(
    'other visits come under a name that is known',
    encounters('day', 'E-1'),
    settled(encounters('day', 'E-2')),
    settled(encounters('day', 'E-1')),
  ),
];
