/**
 * What a step may ask of the world. Each port promises only what S3, DynamoDB and SQS keep, so that
 * the memory, laptop and AWS adapters agree; one contract suite runs against all of them.
 */
import type { Remotes } from '../receiver/remote.ts';
import type { Clock } from '../values/clock.ts';
import type { BucketName, MutableStore, QueueName, StoreName } from './topology.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

/** ASCII, compared in byte order, at most 1,024 bytes each; the partition begins with the practice. */
export type Key = { readonly partition: string; readonly sort: string };

/**
 * At most 400 KB. Top-level strings named like an index's key put the item into that index; an item
 * without them is not in it.
 */
export type Item = JsonObject;

export type Stored = { readonly key: Key; readonly item: Item };

/**
 * One write of a transaction; a key appears in one action only. `put` replaces only a mutable store's
 * item: `version` demands that the stored item's `version` number equals it. `remove` forgets an item of a
 * mutable store.
 */
export type Action =
  | { kind: 'put'; store: StoreName; key: Key; item: Item; when: 'absent' }
  | {
      kind: 'put';
      store: MutableStore;
      key: Key;
      item: Item;
      when: 'any' | { readonly version: number };
    }
  | { kind: 'remove'; store: MutableStore; key: Key };

/** Why an action cancelled its transaction: `exists`, `missing` and `version` are final; a conflict is tried again. */
export type Cancellation = 'exists' | 'missing' | 'version' | null;

export type Transacted =
  | { readonly done: true }
  /** One reason an action, null for those that did not object. Nothing was written. */
  | { readonly done: false; readonly reasons: readonly Cancellation[] };

export type Query = {
  readonly store: StoreName;
  /**
   * Without it the store's own key. An index's page may be stale: a hint that a condition confirms; of an
   * index of keys only, an item holds the keys of that index.
   */
  readonly index?: string;
  readonly partition: string;
  readonly sortPrefix?: string;
  /** Only sorts after this one. */
  readonly after?: string;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
};

/** A page may be short or empty and still have a cursor. */
export type Page = { readonly rows: readonly Stored[]; readonly cursor: string | null };

export type Records = {
  /** Consistent. */
  get(store: StoreName, key: Key): Promise<Item | null>;
  query(query: Query): Promise<Page>;
  /** At most 100 actions and 4 MB; all or nothing. A transient failure (throttle, time-out) throws. */
  transact(actions: readonly Action[]): Promise<Transacted>;
};

export type FileRange = { readonly from: number; readonly to: number };

/** `mark` changes when other bytes come to lie under the key; since `laidAt`, in milliseconds since 1970, they lie there. */
export type FileEntry = {
  readonly key: string;
  readonly size: number;
  readonly mark: string;
  readonly laidAt: number;
};

/** The bytes that lie under a key: `version` reads these and no later ones, `mark` is as in a listing. */
export type FileStamp = { readonly version: string; readonly mark: string };

/** A file that comes in pieces: until `close` readers see the one before, or none; without it they ever do. */
export type FilePieces = {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
};

export type Files = {
  /** Null when there is no such file. */
  stamp(bucket: BucketName, key: string): Promise<FileStamp | null>;
  /**
   * The bytes, or those of `range` (`to` exclusive); null when there is no such file, or when
   * `version` is gone, which other bytes have replaced where the store keeps no versions.
   */
  read(
    bucket: BucketName,
    key: string,
    range?: FileRange,
    version?: string,
  ): Promise<Uint8Array | null>;
  /** The bytes in chunks of any size; throws when there is no such file or version. */
  stream(bucket: BucketName, key: string, version?: string): AsyncIterable<Uint8Array>;
  /** Keys in byte order. */
  list(
    bucket: BucketName,
    prefix: string,
    cursor?: string,
  ): Promise<{ readonly files: readonly FileEntry[]; readonly cursor: string | null }>;
  /** What stands before the first slash of the bucket's keys, each once. */
  folders(bucket: BucketName): Promise<readonly string[]>;
  /** `absent` never replaces: it answers `exists` and leaves the old bytes. */
  write(
    bucket: BucketName,
    key: string,
    bytes: Uint8Array,
    when: 'absent' | 'any',
  ): Promise<'written' | 'exists'>;
  /** Begins a file too large to be held; what stood there is replaced when it is closed. */
  begin(bucket: BucketName, key: string): Promise<FilePieces>;
};

export type Queues = {
  /** At least once, in any order; a message is at most 256 KB of JSON and holds ids only. */
  send(queue: QueueName, messages: readonly JsonObject[]): Promise<void>;
};

/** How a receiver took a batch. `unknown` is never sent again blindly. */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly trace: string }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'unknown' };

export type Clearinghouse = {
  /** Hands over exact bytes; the same `name` and bytes again are the same delivery. */
  send(receiver: string, name: string, bytes: Uint8Array): Promise<Delivery>;
};

export type Ports = {
  readonly files: Files;
  readonly records: Records;
  readonly queues: Queues;
  readonly clearinghouse: Clearinghouse;
  /** Receivers that are reached over a network. */
  readonly remotes: Remotes;
  readonly clock: Clock;
};

/** What a step did, as counts for the log and the metrics: ids and codes only. */
export type Outcome = {
  readonly event: string;
  readonly counts: { readonly [name: string]: number };
};

/** A worker's inside: reads a message, leaves its effects through the ports, throws only for a bug or AWS. */
export type Step = (ports: Ports) => (message: JsonObject) => Promise<Outcome>;
