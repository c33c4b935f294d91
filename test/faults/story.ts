/** A small practice with every hard case of posting, and of intake, in three days of files. */
import { claimIdOf, encounterId, practiceId } from '../../shared/values/ids.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { encounterFile } from '../support/encounter-file.ts';

export const practice = practiceId('clinic');

function pcn(encounter: string): string {
  return claimIdOf(practice, encounterId(encounter));
}

function visit(id: string, changes = {}) {
  return { encounter_id: id, patient_id: `P-${id}`, ...changes };
}

const paid = svc('99213', 14500, 10000, 'CO*45*45.00');
const denied = svc('99213', 14500, 0, 'CO*197*145.00');
const taken = svc('99213', -14500, -10000, 'CO*45*-45.00');
const shared = svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*20.00');
const short = svc('99213', 14500, 9000, 'CO*45*55.00');
const shortTaken = svc('99213', -14500, -9000, 'CO*45*-55.00');
const secondPayer = svc('99213', 14500, 1500, 'OA*23*125.00', 'PR*2*5.00');

const first = remit(
  {
    trace: 'T1',
    claims: [
      { pcn: pcn('E-1'), lines: [paid] },
      { pcn: pcn('E-2'), lines: [denied] },
      { pcn: pcn('E-9'), lines: [paid] },
      { pcn: pcn('E-3'), lines: [shared] },
    ],
    plb: ['WO:X1*10.00'],
  },
  {
    trace: 'T2',
    claims: [
      { pcn: pcn('E-4'), lines: [short] },
      { pcn: pcn('E-8'), lines: [short] },
      { pcn: 'NOBODYS', lines: [paid] },
    ],
  },
);

const second = remit(
  {
    trace: 'T3',
    date: '2026-04-02',
    claims: [
      { pcn: pcn('E-1'), status: '22', lines: [taken] },
      { pcn: pcn('E-1'), lines: [shared] },
      { pcn: pcn('E-5'), lines: [shared] },
      { pcn: pcn('E-5'), lines: [paid] },
      { pcn: pcn('E-4'), status: '22', lines: [shortTaken] },
    ],
  },
  {
    trace: 'T4',
    date: '2026-04-02',
    payer: 'FAKE2',
    originator: '1998877665',
    claims: [{ pcn: pcn('E-5'), status: '2', lines: [secondPayer] }],
  },
  { trace: 'T1', claims: [], paid: '1.00' },
);

/** Sent again on its own: the second payment of the first file. */
const again = remit({
  trace: 'T2',
  claims: [
    { pcn: pcn('E-4'), lines: [short] },
    { pcn: pcn('E-8'), lines: [short] },
    { pcn: 'NOBODYS', lines: [paid] },
  ],
});

export type Day = {
  readonly date: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
};

const visits = [
  visit('E-1'),
  visit('E-2'),
  visit('E-3'),
  visit('E-4'),
  visit('E-5', { secondary_payer_id: 'FAKE2', secondary_member_id: 'S1' }),
  visit('E-6', { payer_id: 'NOBODY' }),
  { ...visit('E-1'), encounter_id: 'E-7' },
  visit('E-8'),
];

/** Reference is in force before anything else comes (interfaces §2), as a practice sets itself up. */
export const days: readonly Day[] = [
  { date: '2026-03-31', files: referenceFiles(practice) },
  {
    date: '2026-04-01',
    files: {
      [`${practice}/encounters/2026-04-01/a.csv`]: encounterFile(visits),
      [`${practice}/remittances/2026-04-01/first.835`]: first,
      [`${practice}/remittances/2026-04-01/first-again.835`]: first,
    },
  },
  {
    date: '2026-04-02',
    files: {
      [`${practice}/encounters/2026-04-02/b.csv`]: encounterFile([...visits, visit('E-9')]),
      [`${practice}/remittances/2026-04-02/second.835`]: second,
      [`${practice}/remittances/2026-04-02/again.835`]: again,
    },
  },
];
