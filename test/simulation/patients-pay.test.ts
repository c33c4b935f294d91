/** Patients and the bank of the sample, who know only what payers wrote into 835s. */
import { describe, expect, test } from 'vitest';
import { readPayments as readPaymentsFile } from '../../shared/patient/read-payments.ts';
import { allFrom } from '../../shared/simulation/measures.ts';
import type { KnownVisit } from '../../shared/simulation/money-files.ts';
import type { PatientMemory, PatientRow } from '../../shared/simulation/patient-memory.ts';
import { patientsPay } from '../../shared/simulation/patients-pay.ts';
import { addDays, type CalendarDate, calendarDate } from '../../shared/values/dates.ts';
import { type Answer, remit, svc } from '../scenarios/support/remit.ts';

const measures = allFrom(calendarDate('2026-07-01'));

function visitOn(date: string) {
  return (claimId: string): KnownVisit | null =>
    claimId.startsWith('C')
      ? {
          encounterId: `E-${claimId}`,
          patientId: `P-${claimId}`,
          date: calendarDate(date),
          supplemented: false,
        }
      : null;
}

type Row = { readonly on: CalendarDate; readonly id: string; readonly cents: number; kind: string };

/** Plays answers by day and gives every row that was written, through to the last day. */
async function play(
  answers: Readonly<Record<string, string>>,
  days: number,
  visited = '2026-02-02',
): Promise<readonly Row[]> {
  const options = { seed: 1, measures, visitOf: visitOn(visited) };
  let memory: PatientMemory = new Map<string, PatientRow>();
  const rows: Row[] = [];
  for (let day = 0; day <= days; day += 1) {
    const today = addDays(calendarDate('2026-03-02'), day);
    const told = answers[today] === undefined ? [] : [new TextEncoder().encode(answers[today])];
    const { files, changes } = await patientsPay(options, told, today, memory);
    expect(await patientsPay(options, told, today, memory)).toEqual({ files, changes });
    for (const file of files) {
      const read = readPaymentsFile(file.bytes);
      expect(read.issues).toEqual([]);
      for (const row of read.payments)
        rows.push({
          on: row.receivedOn,
          id: row.paymentId,
          cents: row.amountCents,
          kind: row.kind,
        });
    }
    memory = new Map([...new Map([...memory, ...changes])].flatMap(kept));
  }
  return rows;
}

function kept([key, row]: readonly [string, PatientRow | null]): [string, PatientRow][] {
  return row === null ? [] : [[key, row]];
}

const share = (pcn: string): Answer => ({
  pcn,
  lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*20.00')],
});
const many = Array.from({ length: 300 }, (_, index) => share(`C${index}`));

describe('patients', () => {
  test('mostly pay their share in full, some weeks later, some of it or never', async () => {
    const rows = await play({ '2026-03-02': remit({ trace: 'T1', claims: many }) }, 90);
    const paid = rows.filter((row) => row.kind === 'patient');
    expect(new Set(paid.map((row) => row.id)).size).toBe(paid.length);
    const full = paid.filter((row) => row.cents === 2000).length;
    expect(full).toBeGreaterThan(240);
    expect(full).toBeLessThan(285);
    expect(paid.filter((row) => row.cents === 1000).length).toBe(paid.length - full);
    expect(paid.length).toBeLessThan(300);
    const dates = paid.map((row) => row.on).sort();
    const median = dates[Math.floor(dates.length / 2)] ?? '';
    expect(median >= '2026-03-17' && median <= '2026-04-01').toBe(true);
  });

  test('who were told the share before the visit pay sooner', async () => {
    const told = { '2026-03-02': remit({ trace: 'T1', claims: many }) };
    const soon = (rows: readonly Row[]) =>
      rows.filter((row) => row.kind === 'patient' && row.on < '2026-03-14').length;
    const before = soon(await play(told, 20, '2026-06-30'));
    const after = soon(await play(told, 20, '2026-07-01'));
    expect(before).toBeGreaterThan(0);
    expect(after).toBeGreaterThan(before);
  });

  test('owe nothing for a denial and nothing twice for a file that is sent again', async () => {
    const denied: Answer = { pcn: 'C900', lines: [svc('99213', 14500, 0, 'PR*27*145.00')] };
    const file = remit({ trace: 'T1', claims: [share('C2'), denied, share('X1')] });
    const rows = await play({ '2026-03-02': file, '2026-03-05': file }, 90);
    expect(rows.filter((row) => row.kind === 'patient')).toMatchObject([{ id: 'PAY-E-C2-1' }]);
    expect(rows.filter((row) => row.kind === 'deposit')).toHaveLength(1);
  });

  test('get back what a corrected answer makes too much', async () => {
    const back: Answer = {
      pcn: 'C2',
      status: '22',
      lines: [svc('99213', -14500, -8000, 'CO*45*-45.00', 'PR*1*-20.00')],
    };
    const rows = await play(
      {
        '2026-03-02': remit({ trace: 'T1', claims: [share('C2')] }),
        '2026-05-20': remit({ trace: 'T2', claims: [back], plb: ['WO:X*-80.00'] }),
      },
      120,
    );
    expect(
      rows.filter((row) => row.kind !== 'deposit').map((row) => [row.kind, row.cents]),
    ).toEqual([
      ['patient', 2000],
      ['refund', 2000],
    ]);
  });
});

test('The bank credits a payment one to three business days after its check', async () => {
  const rows = await play({ '2026-03-02': remit({ trace: 'T9', claims: [share('C2')] }) }, 40);
  const deposits = rows.filter((row) => row.kind === 'deposit');
  expect(deposits).toMatchObject([{ id: 'DEP-T9', cents: 8000 }]);
  expect(deposits[0]?.on).toMatch(/^2026-(04|03)-0[1-6]$/);
});
