/** What one acknowledgment says of one claim, whatever file told it, and where a claim stands by all of them. */
import type { CalendarDate } from '../values/dates.ts';
import type { Acknowledgment, Status } from './acknowledgment.ts';

export type Receipt = {
  readonly kind: Acknowledgment['kind'];
  /** The batch that is answered; null for a 277, which names none. */
  readonly batch: string | null;
  /** Of a TA1 and a 999 the code stands as category, and the note as status. */
  readonly statuses: readonly Status[];
  readonly payerControlNumber: string;
  /** The version that our question was about, where a 277 answers by the question's own number. */
  readonly of?: number;
};

export type ReceiptStanding = {
  readonly state: 'sent' | 'accepted' | 'rejected' | 'pended';
  /** Why it was rejected: `A7:562:85`, `999:R:IK403-1:CLM02`, `TA1:R:025`; in byte order, each once. */
  readonly codes: readonly string[];
};

const rejectingCategories: readonly string[] = ['A3', 'A6', 'A7', 'A8'];
const refusingCodes: readonly string[] = ['R', 'M', 'W', 'X'];

/** Whether the category of a 277CA, or the code of a TA1 or 999, turns a claim away. */
export function isRejecting(kind: Receipt['kind'], { category }: Status): boolean {
  switch (kind) {
    case 'TA1':
    case '999':
      return refusingCodes.includes(category);
    case '277CA':
      return rejectingCategories.includes(category);
    case '277':
      return false;
  }
}

/**
 * The same for every order of the receipts of one version. A 277CA outranks TA1 and 999; between A2
 * and a rejection the later date wins, on equal dates the rejection; a 277 can only say pended.
 */
export function standingOf(receipts: readonly Receipt[]): ReceiptStanding {
  const said = receipts.flatMap((row) =>
    row.statuses.map((status) => ({ kind: row.kind, status })),
  );
  const claims = said.filter((row) => row.kind === '277CA');
  const acceptedOn = latest(claims.filter((row) => row.status.category === 'A2'));
  const refusals = claims.filter((row) => isRejecting(row.kind, row.status));
  const rejectedOn = latest(refusals);
  const pendedOn = pendedDate(said);
  const stands = rejectedOn !== null && rejectedOn >= (acceptedOn ?? '');
  if (pendedOn !== null && !(stands && rejectedOn >= pendedOn))
    return { state: 'pended', codes: [] };
  if (stands) return rejected(refusals.filter((row) => dateOf(row) >= (acceptedOn ?? '')));
  if (acceptedOn !== null) return { state: 'accepted', codes: [] };
  const refused = said.filter((row) => row.kind !== '277CA' && isRejecting(row.kind, row.status));
  return refused.length > 0 ? rejected(refused) : { state: 'sent', codes: [] };
}

type Said = { readonly kind: Receipt['kind']; readonly status: Status };

function rejected(said: readonly Said[]): ReceiptStanding {
  return { state: 'rejected', codes: [...new Set(said.map(codeOf))].sort() };
}

function codeOf({ kind, status: { category, entity, status } }: Said): string {
  const codes = [
    plain(category, /^[A-Z]\d?$/),
    plain(status, /^(\d{1,4}|[AI]K\d{3}-[A-Z0-9]{1,3})$/),
    plain(entity, /^[A-Z0-9]{2,3}(\d\d(-\d{1,2})?)?$/),
  ];
  const told = kind === '277CA' ? codes : [kind, ...codes];
  return told.filter((code) => code !== '').join(':');
}

/** What is no code may be anybody's name. */
function plain(code: string, form: RegExp): string {
  return code === '' || form.test(code) ? code : 'other';
}

/** The day of the last 277, when it says pended and nothing further. */
function pendedDate(said: readonly Said[]): CalendarDate | '' | null {
  const answers = said.filter((row) => row.kind === '277');
  const last = latest(answers);
  const finals = answers.filter((row) => dateOf(row) === last).map((row) => row.status.category);
  const pended = finals.length > 0 && finals.every((category) => category.startsWith('P'));
  return pended ? last : null;
}

/** A status without a date is older than every other. */
function dateOf({ status }: Said): CalendarDate | '' {
  return status.date ?? '';
}

function latest(said: readonly Said[]): CalendarDate | '' | null {
  return said.map(dateOf).sort().at(-1) ?? null;
}
