/** Files in memory, for tests and the simulator. */
import { checkFileKey, checkRange, checkWritable, compareBytes } from './file-keys.ts';
import type { FileEntry, Files } from './ports.ts';
import type { BucketName } from './topology.ts';

const pageSize = 1000;

type Lying = { readonly bytes: Uint8Array; readonly version: string; readonly laidAt: number };

export type MemoryFiles = {
  readonly files: Files;
  /** Puts a file as the outside does: into any bucket, over any file. */
  drop(bucket: BucketName, key: string, bytes: Uint8Array | string): void;
  keys(bucket: BucketName): readonly string[];
  text(bucket: BucketName, key: string): string | null;
};

export type MemoryFilesOptions = {
  readonly pageSize?: number;
  readonly chunkSize?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
};

export function memoryFiles(options: MemoryFilesOptions = {}): MemoryFiles {
  const contents = new Map<BucketName, Map<string, Lying>>();
  let writes = 0;
  const lying = (bytes: Uint8Array): Lying => {
    writes += 1;
    return { bytes: bytes.slice(), version: `v${writes}`, laidAt: options.now?.() ?? 0 };
  };
  const bucketOf = (bucket: BucketName) => {
    const found = contents.get(bucket) ?? new Map<string, Lying>();
    contents.set(bucket, found);
    return found;
  };
  const bytesAt = (bucket: BucketName, key: string, version?: string) => {
    const found = bucketOf(bucket).get(key);
    return version === undefined || found?.version === version ? found?.bytes : undefined;
  };
  const files: Files = {
    stamp: async (bucket, key) => {
      checkFileKey(key);
      const found = bucketOf(bucket).get(key);
      return found ? { version: found.version, mark: found.version } : null;
    },
    read: async (bucket, key, range, version) => {
      checkFileKey(key);
      checkRange(range);
      return bytesAt(bucket, key, version)?.slice(range?.from, range?.to) ?? null;
    },
    stream: (bucket, key, version) =>
      chunksOf(bytesAt(bucket, key, version), options.chunkSize ?? 65_536),
    list: async (bucket, prefix, cursor) =>
      pageOf(bucketOf(bucket), prefix, cursor, options.pageSize ?? pageSize),
    folders: async (bucket) => {
      const nested = sortedKeys(bucketOf(bucket)).filter((key) => key.includes('/'));
      return [...new Set(nested.map((key) => key.split('/')[0] ?? ''))];
    },
    write: async (bucket, key, bytes, when) => {
      checkFileKey(key);
      checkWritable(bucket, when);
      if (when === 'absent' && bucketOf(bucket).has(key)) return 'exists';
      bucketOf(bucket).set(key, lying(bytes));
      return 'written';
    },
    begin: async (bucket, key) => {
      checkFileKey(key);
      checkWritable(bucket, 'any');
      const pieces: Uint8Array[] = [];
      return {
        write: async (bytes) => void pieces.push(bytes.slice()),
        close: async () => void bucketOf(bucket).set(key, lying(Buffer.concat(pieces))),
      };
    },
  };
  return {
    files,
    drop: (bucket, key, bytes) => {
      checkFileKey(key);
      bucketOf(bucket).set(key, lying(typeof bytes === 'string' ? Buffer.from(bytes) : bytes));
    },
    keys: (bucket) => sortedKeys(bucketOf(bucket)),
    text: (bucket, key) => {
      const bytes = bytesAt(bucket, key);
      return bytes === undefined ? null : Buffer.from(bytes).toString('utf8');
    },
  };
}

async function* chunksOf(bytes: Uint8Array | undefined, size: number): AsyncIterable<Uint8Array> {
  if (bytes === undefined) throw new Error('no such file');
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

function pageOf(
  bucket: ReadonlyMap<string, Lying>,
  prefix: string,
  cursor: string | undefined,
  size: number,
) {
  const left = sortedKeys(bucket).filter(
    (key) => key.startsWith(prefix) && (cursor === undefined || compareBytes(key, cursor) > 0),
  );
  const files = left.slice(0, size).flatMap((key): FileEntry[] => {
    const found = bucket.get(key);
    if (found === undefined) return [];
    return [{ key, size: found.bytes.length, mark: found.version, laidAt: found.laidAt }];
  });
  return { files, cursor: left.length > size ? (files.at(-1)?.key ?? null) : null };
}

function sortedKeys(bucket: ReadonlyMap<string, Lying>): readonly string[] {
  return [...bucket.keys()].sort(compareBytes);
}
