/** Whether two records name the same person, as far as a payer's spelling allows. */
import type { CalendarDate } from '../values/dates.ts';

export type Named = {
  readonly last: string;
  readonly first: string;
  readonly birthDate: CalendarDate | null;
};

/** Without accents, case, blanks and punctuation; a first name may be cut short. What one does not say differs from nothing. */
export function sameName(a: Named, b: Named): boolean {
  if (a.last === '' || b.last === '') return true;
  const [firstA, firstB] = [letters(a.first), letters(b.first)];
  const first = firstA.startsWith(firstB) || firstB.startsWith(firstA);
  return letters(a.last) === letters(b.last) && first;
}

export function sameBirthDate(a: Named, b: Named): boolean {
  return a.birthDate === null || b.birthDate === null || a.birthDate === b.birthDate;
}

function letters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();
}
