/** Two months of the sample clinic on the laptop: every byte that crossed its border is right. The year: `npm run check-exchange`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../infra/local/run.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { exchangeIn } from '../simulation/exchange.ts';
import { sumsOf } from '../simulation/independent-balance.ts';

const out = await mkdtemp(join(tmpdir(), 'claimline-exchange-'));
afterAll(() => rm(out, { recursive: true }));

test('every 837 is accepted by a strict reader, and every 835 balances at three levels', async () => {
  const asOf = calendarDate('2026-02-28');
  const options = { inbox: null, out, asOf, settle: true, watch: false };
  const result = await run(options, () => {});
  expect(result.kind === 'done' && result.violations).toEqual([]);
  const { faults, ...counts } = await exchangeIn(out);
  expect(faults).toEqual([]);
  expect(counts.sentClaims).toBeGreaterThan(1000);
  expect(counts.paidClaims).toBeGreaterThan(300);
});

test('the arithmetic finds a cent at each level', () => {
  const body = [
    'ISA*00*          *00*          *ZZ*FAKEPAYER      *ZZ*FAKECLINIC     *260302*1800*^*00501*000000001*0*P*:',
    'ST*835*0001',
    'BPR*I*80*C*ACH',
    'TRN*1*T1*1999999999',
    'CLP*C1*1*100*80*20*MB*N1',
    'SVC*HC:99213*100*80**1',
    'CAS*PR*2*20',
    'SE*7*0001',
    'IEA*1*000000001',
  ];
  const faults = (from: string, to: string) =>
    sumsOf(Buffer.from(`${body.join('~').replace(from, to)}~`)).faults.map((row) => row.level);
  expect(faults('', '')).toEqual([]);
  expect(faults('BPR*I*80', 'BPR*I*80.01')).toEqual(['transaction']);
  expect(faults('CLP*C1*1*100*80', 'CLP*C1*1*100*79.99')).toEqual(['claim', 'transaction']);
  expect(faults('*100*80**1', '*100*80.01**1')).toEqual(['line']);
  expect(faults('SE*7', 'PLB*N*20261231*L6*-0.01~SE*7')).toEqual(['transaction']);
});
