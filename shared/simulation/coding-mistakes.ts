/** Errors of coding: codes, modifiers and pointers that do not say what was done and why. */
import { everyRow } from './encounter-rows.ts';
import type { Mistake } from './mistake.ts';
import type { Visit } from './visits.ts';

function hasTest(visit: Visit): boolean {
  return visit.lines.length > 1 && !visit.reason.yearly;
}

function hasVisitAndProcedure(visit: Visit): boolean {
  return visit.lines.some((line) => line.modifiers === '25');
}

export const codingMistakes: readonly Mistake[] = [
  {
    kind: 'vague-diagnosis',
    about: 'diagnosis',
    before: 5000,
    after: 500,
    fits: (visit) => visit.reason.vague !== undefined,
    change: (rows, visit) => everyRow(rows, { diagnoses: visit.reason.vague ?? '' }),
  },
  {
    kind: 'unfit-diagnosis',
    about: 'diagnosis',
    before: 260,
    after: 120,
    fits: hasTest,
    change: (rows) => everyRow(rows, { diagnoses: 'Z71.89', diagnosis_pointers: '1' }),
  },
  {
    kind: 'pointer-to-nowhere',
    about: 'diagnosis',
    before: 70,
    after: 20,
    fits: () => true,
    change: ([first, ...rest]) =>
      first === undefined ? rest : [{ ...first, diagnosis_pointers: '7' }, ...rest],
  },
  {
    kind: 'missing-modifier',
    about: 'line',
    before: 1000,
    after: 300,
    fits: hasVisitAndProcedure,
    change: (rows) => rows.map((row) => (row.modifiers === '25' ? { ...row, modifiers: '' } : row)),
  },
  {
    kind: 'invalid-npi',
    about: 'provider',
    before: 45,
    after: 10,
    fits: () => true,
    change: (rows, visit) => {
      const digit = (Number(visit.renderingNpi.slice(-1)) + 1) % 10;
      return everyRow(rows, { rendering_npi: `${visit.renderingNpi.slice(0, -1)}${digit}` });
    },
  },
  {
    kind: 'zero-units',
    about: 'line',
    before: 45,
    after: 10,
    fits: () => true,
    change: (rows) => rows.map((row, index) => (index === 0 ? { ...row, units: '0' } : row)),
  },
];
