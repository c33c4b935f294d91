/** The documents (docs/results.md) as these tests read them, and how a test finds its rows in them. */
import { claimIdOf, encounterId, practiceId } from '../../../shared/values/ids.ts';
import type { Books } from './desk.ts';

export type FileObject = {
  readonly practice: string;
  readonly key: string;
  readonly arrived: string;
  readonly sha256: string;
  readonly kind: string;
  readonly status: string;
  readonly rows: number;
  readonly posted: number;
  readonly held: number;
  readonly rejected: number;
  readonly issues: readonly {
    readonly code: string;
    readonly severity: string;
    readonly row: number | null;
    readonly place: string | null;
  }[];
};

export type ClaimObject = {
  readonly practice: string;
  readonly claim_id: string;
  readonly patient_control_number: string;
  readonly encounter_id: string;
  readonly payer_id: string;
  readonly service_date: string;
  readonly state: string;
  readonly scrub: readonly { readonly rule: string; readonly outcome: string }[];
  readonly versions: number;
  readonly submitted_on: string | null;
  readonly adjudicated_on: string | null;
  readonly charge_cents: number;
  readonly insurance_ar_cents: number;
  readonly patient_ar_cents: number;
  readonly credit_cents: number;
  readonly expected_cents: number | null;
  readonly allowed_cents: number | null;
  readonly paid_insurance_cents: number;
  readonly paid_patient_cents: number;
  readonly adjustments_cents: number;
  readonly denied_cents: number;
};

export type ItemObject = {
  readonly practice: string;
  readonly id: string;
  readonly queue: string;
  readonly category: string;
  readonly claim_id: string | null;
  readonly owner: string;
  readonly team: string;
  readonly opened_on: string;
  readonly due_on: string;
  readonly escalated_to: string | null;
  readonly state: string;
  readonly amount_cents: number;
  readonly reason: string;
  readonly deadline: string | null;
};

export type AgingObject = {
  readonly practice: string;
  readonly payer: string;
  readonly basis: string;
  readonly d0_30: number;
  readonly d31_60: number;
  readonly d61_90: number;
  readonly d91_120: number;
  readonly d121_up: number;
  readonly unbilled: number;
  readonly total: number;
  readonly credit: number;
  readonly unapplied: number;
};

/** What CLP01 names for this encounter of practice `clinic`. */
export function pcnOf(encounter: string, practice = 'clinic'): string {
  return claimIdOf(practiceId(practice), encounterId(encounter));
}

export function claimOf(books: Books, encounter: string): ClaimObject {
  const claim = books.claims.find((row) => row.encounter_id === encounter);
  if (claim === undefined) throw new Error(`no claim of ${encounter}`);
  return claim;
}

/** The file object of a key; the only one of it. */
export function fileAt(books: Books, key: string): FileObject {
  const [file, ...others] = books.files.filter((row) => row.key === key);
  if (file === undefined || others.length > 0) throw new Error(`not one object of ${key}`);
  return file;
}

/** `rows posted held rejected`, as the accounts of a file. */
export function accountsOf(books: Books, key: string): string {
  const { status, rows, posted, held, rejected } = fileAt(books, key);
  return `${status} ${rows}=${posted}+${held}+${rejected}`;
}

export function codesOf(books: Books, key: string): readonly string[] {
  return fileAt(books, key).issues.map((row) => row.code);
}

/** Open items of an encounter's claim, as `queue amount`. */
export function workOf(books: Books, encounter: string): readonly string[] {
  return itemsOf(books, encounter).map((row) => `${row.queue} ${row.amount_cents}`);
}

/** Open items of an encounter's claim, by queue. */
export function itemsOf(books: Books, encounter: string): readonly ItemObject[] {
  const claim = claimOf(books, encounter).claim_id;
  const open = books.items.filter((row) => row.claim_id === claim && row.state === 'open');
  return open.toSorted((a, b) => (a.queue < b.queue ? -1 : 1));
}

export function openItems(books: Books, queue: string): readonly ItemObject[] {
  return books.items.filter((row) => row.queue === queue && row.state === 'open');
}
