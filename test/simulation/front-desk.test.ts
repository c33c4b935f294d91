/** The sample's front desk: what a payer's 271 shows of a patient whom it reaches is mended before the visit. */
import { expect, test } from 'vitest';
import { clinicDays } from '../../shared/simulation/clinic.ts';
import { readCoverage } from '../../shared/simulation/front-desk.ts';
import { allFrom } from '../../shared/simulation/measures.ts';
import { calendarDate } from '../../shared/values/dates.ts';

const planned = [...clinicDays({ to: calendarDate('2026-01-05') })].flatMap((day) => day.planned);
const visits = planned.filter((row) => row.visit.date >= '2026-01-06').slice(0, 40);

/** Visit ids hold any letter, also the one that stands before the number of the question. */
function visitNamed(index: number): string {
  return `VN${index}N${index}NN`;
}

function answers(memberIdOf: (index: number) => string): Uint8Array {
  const body = visits.flatMap((_, index) => [
    `ST*271*${String(index + 1).padStart(4, '0')}*005010X279A1`,
    `BHT*0022*11*R${index}*20260105*1800`,
    'HL*1**20*1',
    'NM1*PR*2*FAKE PLAN*****PI*60003',
    'HL*2*1*21*1',
    'NM1*1P*2*FAKE CLINIC*****XX*1234567893',
    'HL*3*2*22*0',
    `TRN*2*${visitNamed(index)}N1*1990000001`,
    `NM1*IL*1*FAKE*ANN****MI*${memberIdOf(index)}`,
    'EB*1**30',
    `SE*11*${String(index + 1).padStart(4, '0')}`,
  ]);
  const segments = [
    'ISA*00*          *00*          *ZZ*FAKEPAYER      *ZZ*FAKECLINIC     *260105*1800*^*00501*000000001*0*P*:',
    'GS*HB*FAKEPAYER*FAKECLINIC*20260105*1800*1*X*005010X279A1',
    ...body,
    `GE*${visits.length}*1`,
    'IEA*1*000000001',
  ];
  return Buffer.from(`${segments.join('~')}~`);
}

function mendedBy(bytes: Uint8Array): number {
  const named = new Map(visits.map((row, index) => [visitNamed(index), row]));
  const measures = allFrom(calendarDate('2026-01-01'));
  const options = { seed: 2026, measures, appointmentOf: (id: string) => named.get(id) ?? null };
  const { changes } = readCoverage(options, [bytes], calendarDate('2026-01-05'), new Map());
  return [...changes.values()].filter((row) => row?.kind === 'mended').length;
}

test('Another number than the one on file is mended for most patients, and what is right is left alone', () => {
  expect(visits).toHaveLength(40);
  const mended = mendedBy(answers(() => 'OTHER1'));
  expect(mended).toBeGreaterThan(30);
  expect(mended).toBeLessThan(40);
  const registered = (index: number) => visits[index]?.exports[0]?.rows[0]?.member_id ?? '';
  expect(mendedBy(answers(registered))).toBe(0);
});
