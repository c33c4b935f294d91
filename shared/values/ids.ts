/** Identities: branded strings that come from content, so that the same input has the same name. */
import { createHash, hash } from 'node:crypto';

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** `[a-z0-9-]{1,32}`: the tenant; every key begins with it. */
export type PracticeId = Id<'Practice'>;
export type EncounterId = Id<'Encounter'>;
export type PayerId = Id<'Payer'>;
/** 17 letters and digits; also the patient control number (CLM01, CLP01). */
export type ClaimId = Id<'Claim'>;
/** 17 letters and digits: an appointment, whatever becomes of it. */
export type VisitId = Id<'Visit'>;
/** SHA-256 of a file's bytes, in hex. */
export type FileId = Id<'File'>;
/** One payment: practice, TRN03, TRN02, BPR16, BPR02 of an 835's ST. */
export type RemitId = Id<'Remit'>;
/** One CLP of a payment: `<remitId>#<ordinal>`. */
export type RowId = Id<'Row'>;
export type EntryId = Id<'Entry'>;
export type WorkItemId = Id<'WorkItem'>;

/** SHA-256 in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content);
}

/** SHA-256 as OpenSSH prints a key's: base64 without padding. */
export function sha256Text(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('base64').replace(/=+$/, '');
}

/** A hash of the parts that no other list of parts shares. */
export function hashOf(...parts: readonly string[]): string {
  return sha256(JSON.stringify(parts));
}

export function parsePractice(text: string): PracticeId | undefined {
  return /^[a-z0-9-]{1,32}$/.test(text) ? (text as PracticeId) : undefined;
}

/** A practice that the program itself names; any other text is a bug and throws. */
export function practiceId(text: string): PracticeId {
  const practice = parsePractice(text);
  if (practice === undefined) throw new Error('not a practice id');
  return practice;
}

export function encounterId(text: string): EncounterId {
  return text as EncounterId;
}

export function payerId(text: string): PayerId {
  return text as PayerId;
}

export function fileId(bytesHash: string): FileId {
  return bytesHash as FileId;
}

/** `C` and 16 letters or digits out of 80 bits of the hash: ≤ 20 characters, A–Z 0–9 (RFI 525, 535). */
export function claimIdOf(practice: PracticeId, encounter: EncounterId): ClaimId {
  return `C${lettersOf(hashOf(practice, encounter))}` as ClaimId;
}

/** `V` and 16 letters or digits: an appointment's own id may tell whose it is. */
export function visitIdOf(practice: PracticeId, appointment: string): VisitId {
  return `V${lettersOf(hashOf(practice, 'appointment', appointment))}` as VisitId;
}

/** A visit's id as a key or a number of ours holds it; it may name no visit. */
export function visitId(text: string): VisitId {
  return text as VisitId;
}

function lettersOf(hash: string): string {
  return BigInt(`0x${hash.slice(0, 20)}`)
    .toString(36)
    .toUpperCase()
    .padStart(16, '0');
}

/** A claim id as another system wrote it (CLP01, a decision's target); it may name no claim. */
export function claimId(text: string): ClaimId {
  return text as ClaimId;
}

export function remitIdOf(practice: PracticeId, ...parts: readonly string[]): RemitId {
  return `remit_${hashOf(practice, ...parts).slice(0, 24)}` as RemitId;
}

export function rowIdOf(remit: RemitId, ordinal: number): RowId {
  return `${remit}#${ordinal}` as RowId;
}

/** The n-th entry of an input row. */
export function entryIdOf(source: string, n: number): EntryId {
  return `${source}.${n}` as EntryId;
}

export function workItemIdOf(practice: PracticeId, subject: string, queue: string, n: number) {
  return `work_${hashOf(practice, subject, queue, String(n)).slice(0, 20)}` as WorkItemId;
}
