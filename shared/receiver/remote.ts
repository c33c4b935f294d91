/** A line to a receiver that is reached over a network. Its failures are values: what is certain and what is not. */
import type { Receiver } from '../reference/reference.ts';
import type { PracticeId } from '../values/ids.ts';

export type Outgoing = {
  readonly name: string;
  /** Under which the bytes lie before they count, where the receiver has such a thing. */
  readonly aside: string;
  /** Of an attempt that came to nothing. */
  readonly stale: string | null;
  readonly bytes: Uint8Array;
  /** The same for every try of these bytes. */
  readonly key: string;
};

/** `code` is ours or the receiver's status, never its words. */
export type Answer =
  | { readonly kind: 'accepted'; readonly trace: string; readonly reply: Uint8Array | null }
  | { readonly kind: 'refused'; readonly code: string; readonly reply: Uint8Array | null }
  /** Certainly not taken, this time. */
  | { readonly kind: 'busy'; readonly code: string; readonly afterMs: number | null }
  /** Perhaps taken. */
  | { readonly kind: 'lost'; readonly code: string; readonly afterMs: number | null }
  /** Looked up, and there is no telling. */
  | { readonly kind: 'gone' };

/** An answer of the receiver's: `id` is its own, and changes when the bytes do. */
export type Listed = { readonly id: string; readonly name: string };

/**
 * Why nobody was spoken to, so that nothing was delivered. `login-refused`: the secret is not theirs;
 * `host-unproven`: another key or certificate than the receiver's was shown.
 */
export type Barrier = 'unreached' | 'login-refused' | 'host-unproven';

/** The operator has put no secret there, or not for the host that the row names. */
export type Unopened = 'secret-missing' | 'host-not-allowed';

/** Oldest first where it has an order; `cursor` goes on after them. */
export type Listing = {
  readonly files: readonly Listed[];
  readonly cursor: string | null;
  readonly more: boolean;
};

/** `later`: not to be had now; `gone`: not any more; `too-large`: more than a function holds. */
export type Fetched = Uint8Array | 'later' | 'gone' | 'too-large';

export type Remote = {
  /** Where its answers lie and as whom we fetch them, hashed: the same for all who would see the same. */
  readonly shelf: string;
  /** What can be done again and again and delivers nothing. */
  prepare(file: Outgoing): Promise<'ready' | Barrier>;
  /** The one act that delivers. */
  commit(file: Outgoing): Promise<Answer>;
  list(cursor: string | null): Promise<Listing | Barrier>;
  fetch(file: Listed): Promise<Fetched>;
  close(): Promise<void>;
};

export type Remotes = {
  open(practice: PracticeId, receiver: Receiver): Promise<Remote | Unopened>;
  wait(milliseconds: number): Promise<void>;
};
