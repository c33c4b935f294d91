/** Every key of every store is built here; each begins with the practice and holds ids and hashes only. */
import type { CalendarDate } from '../values/dates.ts';
import {
  type ClaimId,
  claimId,
  type EntryId,
  hashOf,
  type PracticeId,
  type VisitId,
} from '../values/ids.ts';
import type { Key } from './ports.ts';
import { ledgerShards, webhookPart } from './topology.ts';

/** Parts of `files`: `bytes#<fileId>`, `seen#<key hash>#<fileId>`, `result#…`, `remit#…`, `chunk#…`, `posted#…`, `batch#…`, `taken#…`, `decision#…`, and those of payments. */
export function fileKey(practice: PracticeId, ...part: readonly (string | number)[]): Key {
  return { partition: practice, sort: part.join('#') };
}

/** `delivery#…`, `due#…`, `fetched#…`, `late#…`, `cursor#…`, `polled#…`, `barrier#…`: each goes on with the receiver. */
export function exchangeKey(practice: PracticeId, ...part: readonly string[]): Key {
  return { partition: practice, sort: part.join('#') };
}

/** Apart from all other exchange: who answers the internet sees nothing else. */
export function webhookKey(practice: PracticeId, receiver: string, event: string): Key {
  return { partition: `${practice}${webhookPart}`, sort: `${receiver}#${event}` };
}

export function claimPartition(practice: PracticeId, claim: ClaimId): string {
  return `${practice}#${claim}`;
}

/** Where entries that are of no claim are found, spread by shard. */
export function unclaimedPartition(practice: PracticeId, shard: number): string {
  return `${practice}#${String(shard).padStart(2, '0')}`;
}

/** The claim whose partition it is. */
export function claimIn({ partition }: Key): ClaimId {
  return claimId(partition.slice(partition.indexOf('#') + 1));
}

export function claimKey(practice: PracticeId, claim: ClaimId, ...part: readonly string[]): Key {
  return { partition: claimPartition(practice, claim), sort: part.join('#') };
}

/** The first claim of a visit, by the visit's hash (rule I01). */
export function visitKey(practice: PracticeId, visitHash: string): Key {
  return { partition: `${practice}#visit#${visitHash}`, sort: 'first' };
}

export function visitItemKey(practice: PracticeId, visit: VisitId): Key {
  return { partition: `${practice}#${visit}`, sort: 'visit' };
}

/** What is known of a patient's day: `visit#<visitId>` and `charge#<claimId>`. */
export function patientDayKey(
  practice: PracticeId,
  patient: string,
  day: CalendarDate,
  ...part: readonly string[]
): Key {
  return { partition: `${practice}#day#${hashOf(patient, day)}`, sort: part.join('#') };
}

/** Beside the entries of the claim that its input row names, known or not; by itself where it names none. */
export function entryKey(practice: PracticeId, named: ClaimId | null, entry: EntryId): Key {
  return { partition: `${practice}#${named ?? entry}`, sort: entry };
}

export function bookDatePartition(practice: PracticeId, date: CalendarDate, shard: number): string {
  return `${practice}#${date}#${String(shard).padStart(2, '0')}`;
}

/** The shard on which a claim's entries, or an entry without a claim, lie in an index. */
export function shardOf(subject: string): number {
  return Number.parseInt(hashOf(subject).slice(0, 8), 16) % ledgerShards;
}

export function workKey(practice: PracticeId, subject: string, queue: string, n: number): Key {
  return { partition: workPartition(practice, subject), sort: `${queue}#${padded(n)}` };
}

export function workPartition(practice: PracticeId, subject: string): string {
  return `${practice}#${subject}`;
}

/** An authorization names a patient's treatment, so its number is hashed. */
export function referenceKey(practice: PracticeId, kind: string, row: string): Key {
  const readable = isPlain(row) && kind !== 'authorizations';
  return { partition: `${practice}#${kind}`, sort: readable ? row : hashOf(row) };
}

/** A stage of claims: `ready`, `held`, with `suspended` rows, or `corrected`; of visits: `open`. */
export function stagePartition(practice: PracticeId, stage: string): string {
  return `${practice}#${stage}`;
}

export function auditKey(
  practice: PracticeId,
  day: CalendarDate,
  ...event: readonly string[]
): Key {
  return { partition: `${practice}#${day}`, sort: event.join('#') };
}

/** Fixed width, so that byte order is the order of numbers. */
export function padded(n: number): string {
  return String(n).padStart(6, '0');
}

function isPlain(text: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(text);
}
