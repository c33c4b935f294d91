/** Files in memory, for tests and the simulator. */
import { checkFileKey, checkRange, checkWritable, compareBytes } from './file-keys.ts';
import type { FileEntry, Files } from './ports.ts';
import type { BucketName } from './topology.ts';

const pageSize = 1000;

export type MemoryFiles = {
  readonly files: Files;
  /** Puts a file as the outside does: into any bucket, over any file. */
  drop(bucket: BucketName, key: string, bytes: Uint8Array | string): void;
  keys(bucket: BucketName): readonly string[];
  text(bucket: BucketName, key: string): string | null;
};

export type MemoryFilesOptions = { readonly pageSize?: number; readonly chunkSize?: number };

export function memoryFiles(options: MemoryFilesOptions = {}): MemoryFiles {
  const contents = new Map<BucketName, Map<string, Uint8Array>>();
  const bucketOf = (bucket: BucketName) => {
    const found = contents.get(bucket) ?? new Map<string, Uint8Array>();
    contents.set(bucket, found);
    return found;
  };
  const files: Files = {
    read: async (bucket, key, range) => {
      checkFileKey(key);
      checkRange(range);
      return bucketOf(bucket).get(key)?.slice(range?.from, range?.to) ?? null;
    },
    stream: (bucket, key) => chunksOf(bucketOf(bucket).get(key), options.chunkSize ?? 65_536),
    list: async (bucket, prefix, cursor) =>
      pageOf(bucketOf(bucket), prefix, cursor, options.pageSize ?? pageSize),
    write: async (bucket, key, bytes, when) => {
      checkFileKey(key);
      checkWritable(bucket);
      if (when === 'absent' && bucketOf(bucket).has(key)) return 'exists';
      bucketOf(bucket).set(key, bytes.slice());
      return 'written';
    },
  };
  return {
    files,
    drop: (bucket, key, bytes) => {
      checkFileKey(key);
      bucketOf(bucket).set(key, typeof bytes === 'string' ? Buffer.from(bytes) : bytes.slice());
    },
    keys: (bucket) => sortedKeys(bucketOf(bucket)),
    text: (bucket, key) => {
      const bytes = bucketOf(bucket).get(key);
      return bytes === undefined ? null : Buffer.from(bytes).toString('utf8');
    },
  };
}

async function* chunksOf(bytes: Uint8Array | undefined, size: number): AsyncIterable<Uint8Array> {
  if (bytes === undefined) throw new Error('no such file');
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

function pageOf(
  bucket: ReadonlyMap<string, Uint8Array>,
  prefix: string,
  cursor: string | undefined,
  size: number,
) {
  const left = sortedKeys(bucket).filter(
    (key) => key.startsWith(prefix) && (cursor === undefined || compareBytes(key, cursor) > 0),
  );
  const files = left.slice(0, size).map((key): FileEntry => {
    return { key, size: bucket.get(key)?.length ?? 0 };
  });
  return { files, cursor: left.length > size ? (files.at(-1)?.key ?? null) : null };
}

function sortedKeys(bucket: ReadonlyMap<string, Uint8Array>): readonly string[] {
  return [...bucket.keys()].sort(compareBytes);
}
