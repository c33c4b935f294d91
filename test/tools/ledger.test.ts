import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDesk } from '../scenarios/support/desk.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';

type Ran = { readonly code: number; readonly out: string; readonly err: string };

function ledger(...args: readonly string[]): Promise<Ran> {
  const script = join(import.meta.dirname, '../../tools/ledger.ts');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...args], (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

test('A claim’s money is told from its charge to its balance, without the patient', async () => {
  const decision = `D1,2026-04-13,ann,,correct,${pcnOf('E1')},,mended,"{""modifiers"":""25""}"`;
  const writeOff = `D2,2026-05-04,ann,,write-off,${pcnOf('E1')},20.00,SMALL_BAL,`;
  const columns = 'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail';
  const claim = (paid: number, ...cas: string[]) => ({
    pcn: pcnOf('E1'),
    lines: [svc('99213', 14500, paid, ...cas)],
  });
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
    'clinic/remittances/2026-04-10/era.835': remit({
      date: '2026-04-09',
      claims: [claim(0, 'CO*16*145.00')],
    }),
    'clinic/decisions/2026-04-13/d.csv': [columns, decision, ''].join('\n'),
    'clinic/remittances/2026-04-24/era.835': remit({
      trace: 'T2',
      date: '2026-04-23',
      claims: [claim(8000, 'CO*45*45.00', 'PR*3*20.00')],
    }),
    'clinic/decisions/2026-05-04/d.csv': [columns, writeOff, ''].join('\n'),
  });
  await desk.work('2026-05-04');
  const { code, err, out } = await ledger('claim', pcnOf('E1'), '--out', desk.out);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.trimEnd().split('\n')).toEqual([
    `Claim ${pcnOf('E1')} of clinic, encounter E1, service of 2026-03-02, payer FAKE1`,
    '  2026-04-01  charged 145.00 for services of 2026-03-02 (E1) [pricing 1, posting 3, contracts 5]',
    '  2026-04-01  sent to clearinghouse, version 1, as a new claim (clinic-2026-04-01-000000001.837)',
    '  2026-04-10  the payer answered (check of 2026-04-09): denied (CO-16) 145.00 [reader 3, carc-map 1, pricing 1, posting 3, contracts 5, tolerance 100]',
    '  2026-04-13  ann decided: correct',
    '  2026-04-13  sent to clearinghouse, version 2, in place of what the payer answered (clinic-2026-04-13-000000002.837)',
    '  2026-04-24  the payer answered version 2 (check of 2026-04-23): paid 80.00, contractual 45.00, shifted to the patient 20.00 [reader 3, carc-map 1, pricing 1, posting 3, contracts 5, tolerance 100]',
    '  2026-05-04  written off by D2: owed by the patient -20.00, small bal +20.00 [posting 3]',
    'It is closed, in version 2:',
    '  145.00  charged',
    '   80.00  paid by insurers',
    '    0.00  paid by the patient',
    '   65.00  adjusted and written off',
    '    0.00  owed by insurers',
    '    0.00  owed by the patient',
    '    0.00  credit we owe back',
  ]);
  expect(out).not.toMatch(/Sample|Paula|M0001|1980/);
});

test.each([
  ['nothing', []],
  ['another word', ['entry', 'C1']],
  ['no claim', ['claim']],
  ['two claims', ['claim', 'C1', 'C2']],
  ['an unknown option', ['claim', 'C1', '--practice', 'x']],
  ['what is no id', ['claim', '../C1']],
])('Arguments with %s are refused in one line', async (_, args) => {
  const { code, err, out } = await ledger(...args);
  expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({
    code: 2,
    out: '',
    lines: 1,
  });
});

test('Without a state, and without such a claim, it says so', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'claimline-ledger-'));
  onTestFinished(() => rm(empty, { recursive: true, force: true }));
  const none = await ledger('claim', 'C1', '--out', empty);
  expect(none).toMatchObject({ code: 2, err: 'ledger: no state in --out; run npm start first\n' });
  const desk = await openDesk({});
  await desk.work('2026-04-01');
  const unknown = await ledger('claim', 'C1', '--out', desk.out);
  expect(unknown).toMatchObject({ code: 2, err: 'ledger: no such claim in --out\n' });
});
