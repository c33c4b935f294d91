/** Cells that nobody can read: the encounter is refused, and the clinic exports it again a few days later. */
import { everyRow } from './encounter-rows.ts';
import type { Mistake } from './mistake.ts';

export const entryMistakes: readonly Mistake[] = [
  {
    kind: 'unreadable-date',
    about: 'cell',
    before: 30,
    after: 8,
    fits: () => true,
    change: (rows, visit) => {
      const [year, month, day] = visit.date.split('-');
      return everyRow(rows, { service_date: `${month}/${day}/${year}` });
    },
  },
  {
    kind: 'unreadable-amount',
    about: 'cell',
    before: 30,
    after: 8,
    fits: () => true,
    change: ([first, ...rest]) =>
      first === undefined ? rest : [{ ...first, charge: `$${first.charge}` }, ...rest],
  },
  {
    kind: 'empty-birth-date',
    about: 'cell',
    before: 25,
    after: 5,
    fits: () => true,
    change: (rows) => everyRow(rows, { patient_dob: '' }),
  },
];

export function isUnreadable(kinds: readonly string[]): boolean {
  return entryMistakes.some((mistake) => kinds.includes(mistake.kind));
}
