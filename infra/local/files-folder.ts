/**
 * Files in folders, one a bucket. Links are not followed, and a reader never sees half a file. Each call waits
 * for the disk: small files are many, and a promise for each step of each costs ten times the step.
 */
import {
  closeSync,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { checkFileKey, checkRange, checkWritable } from '../../shared/pipeline/file-keys.ts';
import type { FilePieces, FileRange, Files } from '../../shared/pipeline/ports.ts';
import type { BucketName } from '../../shared/pipeline/topology.ts';
import { foldersOf, listFolder, markOf } from './list-folder.ts';

/** `roots` names a folder a bucket; missing ones are made when something is written. */
export function folderFiles(roots: Record<BucketName, string>): Files {
  const pathOf = (bucket: BucketName, key: string) => {
    checkFileKey(key);
    if (sep !== '/' && key.includes(sep)) throw new Error('not a file key');
    return join(roots[bucket], key);
  };
  return {
    stamp: async (bucket, key) => {
      const mark = markAt(roots[bucket], pathOf(bucket, key));
      return mark === null ? null : { version: mark, mark };
    },
    read: async (bucket, key, range, version) => {
      checkRange(range);
      return readBytes(roots[bucket], pathOf(bucket, key), range, version);
    },
    stream: (bucket, key, version) => streamBytes(roots[bucket], pathOf(bucket, key), version),
    list: (bucket, prefix, cursor) => listFolder(roots[bucket], prefix, cursor),
    folders: (bucket) => foldersOf(roots[bucket]),
    write: async (bucket, key, bytes, when) => {
      checkWritable(bucket, when);
      return writeBytes(pathOf(bucket, key), bytes, when);
    },
    begin: async (bucket, key) => {
      checkWritable(bucket, 'any');
      return beginFile(pathOf(bucket, key));
    },
  };
}

function markAt(root: string, path: string): string | null {
  const stats = fileAt(root, path);
  return stats === null ? null : markOf(stats);
}

/** Null unless a file lies there and no link led to it. */
function fileAt(root: string, path: string): Stats | null {
  const stats = fileNamed(path);
  if (stats === null) return null;
  const direct = join(realpathSync.native(root), relative(root, path));
  return realpathSync.native(path) === direct ? stats : null;
}

function readBytes(
  root: string,
  path: string,
  range?: FileRange,
  version?: string,
): Uint8Array | null {
  if (fileAt(root, path) === null) return null;
  const file = openSync(path, 'r');
  try {
    if (!isVersion(file, version)) return null;
    return range ? readRange(file, range) : readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function readRange(file: number, { from, to }: FileRange): Uint8Array {
  const { size } = fstatSync(file);
  const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(file, bytes, at, bytes.length - at, from + at);
    if (read === 0) throw new Error('the file became shorter while it was read');
    at += read;
  }
  return bytes;
}

const pieceBytes = 1 << 16;

async function* streamBytes(
  root: string,
  path: string,
  version?: string,
): AsyncIterable<Uint8Array> {
  if (fileAt(root, path) === null) throw new Error('no such file');
  const file = openSync(path, 'r');
  try {
    if (!isVersion(file, version)) throw new Error('no such version');
    const { size } = fstatSync(file);
    for (let at = 0; at < size; at += pieceBytes) {
      yield readRange(file, { from: at, to: at + pieceBytes });
    }
  } finally {
    closeSync(file);
  }
}

function isVersion(file: number, version: string | undefined): boolean {
  return version === undefined || version === markOf(fstatSync(file));
}

let written = 0;

/** A name of its own beside the file, so that two writers never meet. */
function asideOf(path: string): string {
  written += 1;
  return `${path}.writing-${process.pid}-${written}`;
}

function beginFile(path: string): FilePieces {
  mkdirSync(dirname(path), { recursive: true });
  const aside = asideOf(path);
  const file = openSync(aside, 'w');
  return {
    write: async (bytes) => writeFileSync(file, bytes),
    close: async () => {
      closeSync(file);
      renameSync(aside, path);
    },
  };
}

/** Writes aside, then moves the whole file to its name; a link refuses a name that is taken. */
export function writeBytes(path: string, bytes: Uint8Array, when: 'absent' | 'any') {
  if (when === 'absent' && fileNamed(path) !== null) return 'exists';
  const aside = asideOf(path);
  writeInFolder(aside, bytes);
  if (when === 'absent') return linkOnce(aside, path);
  renameSync(aside, path);
  return 'written';
}

/** Most files come into a folder that is there. */
function writeInFolder(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

function linkOnce(aside: string, path: string): 'written' | 'exists' {
  try {
    linkSync(aside, path);
    return 'written';
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return 'exists';
    throw error;
  } finally {
    rmSync(aside);
  }
}

/** Null where no file has the name, be it a folder or a link. */
function fileNamed(path: string): Stats | null {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? stats : null;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null;
    throw error;
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
