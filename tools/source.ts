/** A file that is read a piece at a time, in order or from any place. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export type Source = {
  readonly size: number;
  /** The bytes of the range, or of all, in order; a chunk is there until the next is asked for. */
  chunks(from?: number, to?: number): Iterable<Uint8Array>;
  at(from: number, to: number): Buffer;
};

const chunkBytes = 262_144;

export function memorySource(bytes: Buffer): Source {
  const at = (from: number, to: number) => bytes.subarray(from, to);
  return { size: bytes.length, at, chunks: (from, to) => [bytes.subarray(from, to)] };
}

/** Lends the file while `use` runs; null when it can not be read. */
export async function withFile<T>(
  path: string,
  use: (source: Source) => Promise<T> | T,
): Promise<T | null> {
  const file = openFile(path);
  if (file === null) return null;
  try {
    return await use(fileSource(file));
  } finally {
    closeSync(file);
  }
}

/** Null for a folder too. */
function openFile(path: string): number | null {
  try {
    const file = openSync(path, 'r');
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
    return null;
  } catch {
    return null;
  }
}

function fileSource(file: number): Source {
  const { size } = fstatSync(file);
  const at = (from: number, to: number) => {
    const bytes = Buffer.allocUnsafe(Math.max(0, to - from));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
  };
  return { size, at, chunks: (from = 0, to = size) => readInOrder(file, from, to) };
}

function* readInOrder(file: number, from: number, to: number): Generator<Uint8Array> {
  const bytes = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(0, to - from)));
  for (let next = from; next < to; ) {
    const count = readSync(file, bytes, 0, Math.min(bytes.length, to - next), next);
    if (count === 0) return;
    yield bytes.subarray(0, count);
    next += count;
  }
}
