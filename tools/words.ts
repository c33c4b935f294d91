/** X12 codes, amounts and counts in words. */
import { type Cents, formatDollars } from '../shared/values/money.ts';
import { masked } from './masked.ts';

const sets: Readonly<Record<string, string>> = {
  '270': 'eligibility inquiry',
  '271': 'eligibility answer',
  '276': 'claim status inquiry',
  '277': 'claim status',
  '278': 'authorization',
  '820': 'premium payment',
  '834': 'enrollment',
  '835': 'payment',
  '837': 'claims',
  '997': 'acknowledgment',
  '999': 'acknowledgment',
};

const statuses: Readonly<Record<string, string>> = {
  '1': 'processed as primary',
  '2': 'processed as secondary',
  '3': 'processed as tertiary',
  '4': 'denied',
  '19': 'processed as primary and forwarded',
  '20': 'processed as secondary and forwarded',
  '21': 'processed as tertiary and forwarded',
  '22': 'reversal',
  '23': 'not theirs, forwarded',
  '25': 'predetermination',
};

const methods: Readonly<Record<string, string>> = {
  ACH: 'by bank transfer',
  BOP: 'as the payer chose',
  CHK: 'by check',
  FWT: 'by wire',
  NON: 'without money',
};

export function setInWords(set: string): string {
  return sets[set] ?? 'a set that we do not read';
}

export function statusInWords(status: string): string {
  return statuses[status] ?? `status ${codeInWords(status)}`;
}

export function methodInWords(method: string): string {
  return methods[method] ?? `by ${codeInWords(method)}`;
}

/** What stands where a code belongs and is none may be anything, a name or an id among them. */
export function codeInWords(text: string): string {
  return text === '' ? '(none)' : /^[A-Z0-9]{1,5}$/i.test(text) ? text : masked(text);
}

/** `-$12.50`; an unreadable amount says so. */
export function dollars(amount: Cents | null): string {
  if (amount === null) return '(unreadable)';
  const text = formatDollars(amount);
  return text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`;
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}
