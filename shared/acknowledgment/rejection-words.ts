/** Why something was turned away, in plain words, and who can mend it. Own words, not the lists'. */
import { entityWords, type Fixer, statusWords } from './status-words.ts';
import { groupWords, interchangeWords } from './syntax-words.ts';

export type RejectionWords = { readonly says: string; readonly fixes: Fixer };

/** `code` as a receipt's standing has it: `A7:562:85`, `999:R:IK403-1:CLM02`, `TA1:R:025`. */
export function rejectionWords(code: string): RejectionWords {
  const [first = '', status = '', entity = '', place = ''] = code.split(':');
  if (first === 'TA1')
    return structure('the whole file was refused', wordsIn(interchangeWords, entity));
  if (first === '999') return structure('the file could not be read', groupText(entity, place));
  const [what, fixes] = statusWords[status] ?? [`status ${status || 'none'}`, 'biller'];
  const who = entityWords[entity] ?? entity;
  const said = who === '' ? what : `${what} of the ${who}`;
  return { says: `${categoryWords[first] ?? first}: ${said}`, fixes };
}

/** `A7:562:85 not valid: NPI of the billing provider (provider enrollment)` */
export function rejectionText(code: string): string {
  const { fixes, says } = rejectionWords(code);
  return `${code} ${says} (${fixes})`;
}

export const categoryWords: Readonly<Record<string, string>> = {
  A3: 'returned unprocessed',
  A6: 'missing',
  A7: 'not valid',
  A8: 'does not fit the rest of the claim',
};

function structure(what: string, why: string): RejectionWords {
  return { says: why === '' ? what : `${what}: ${why}`, fixes: 'whoever runs the interface' };
}

function groupText(error: string, place: string): string {
  const words = wordsIn(groupWords, error);
  return place === '' ? words : `${place} ${words}`;
}

function wordsIn(words: Readonly<Record<string, string>>, code: string): string {
  if (code === '') return '';
  return words[code] ?? `code ${code}`;
}
