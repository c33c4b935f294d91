/** Files in folders, one a bucket. Links are not followed, and a reader never sees half a file. */
import {
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
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
      const path = await found(roots[bucket], pathOf(bucket, key));
      const mark = path && markOf(await lstat(path));
      return mark === null ? null : { version: mark, mark };
    },
    read: async (bucket, key, range, version) => {
      checkRange(range);
      return readBytes(await found(roots[bucket], pathOf(bucket, key)), range, version);
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

/** The path, when a file lies there and no link led to it; null otherwise. */
async function found(root: string, path: string): Promise<string | null> {
  if (!(await isFile(path))) return null;
  const direct = join(await realpath(root), relative(root, path));
  return (await realpath(path)) === direct ? path : null;
}

async function readBytes(
  path: string | null,
  range?: FileRange,
  version?: string,
): Promise<Uint8Array | null> {
  if (path === null) return null;
  const file = await open(path);
  try {
    if (!(await isVersion(file, version))) return null;
    return range ? await readRange(file, range) : await file.readFile();
  } finally {
    await file.close();
  }
}

async function readRange(file: FileHandle, { from, to }: FileRange): Promise<Uint8Array> {
  const size = (await file.stat()).size;
  const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
    if (bytesRead === 0) throw new Error('the file became shorter while it was read');
    at += bytesRead;
  }
  return bytes;
}

async function* streamBytes(
  root: string,
  asked: string,
  version?: string,
): AsyncIterable<Uint8Array> {
  const path = await found(root, asked);
  if (path === null) throw new Error('no such file');
  const file = await open(path);
  if (await isVersion(file, version)) yield* file.createReadStream({ highWaterMark: 1 << 16 });
  else {
    await file.close();
    throw new Error('no such version');
  }
}

async function isVersion(file: FileHandle, version: string | undefined): Promise<boolean> {
  return version === undefined || version === markOf(await file.stat());
}

let written = 0;

/** A name of its own beside the file, so that two writers never meet. */
function asideOf(path: string): string {
  written += 1;
  return `${path}.writing-${process.pid}-${written}`;
}

async function beginFile(path: string): Promise<FilePieces> {
  await mkdir(dirname(path), { recursive: true });
  const aside = asideOf(path);
  const file = await open(aside, 'w');
  return {
    write: async (bytes) => void (await file.writeFile(bytes)),
    close: async () => {
      await file.close();
      await rename(aside, path);
    },
  };
}

/** Writes aside, then moves the whole file to its name; a link refuses a name that is taken. */
async function writeBytes(path: string, bytes: Uint8Array, when: 'absent' | 'any') {
  if (when === 'absent' && (await isFile(path))) return 'exists';
  await mkdir(dirname(path), { recursive: true });
  const aside = asideOf(path);
  await writeFile(aside, bytes);
  if (when === 'absent') return linkOnce(aside, path);
  await rename(aside, path);
  return 'written';
}

async function linkOnce(aside: string, path: string): Promise<'written' | 'exists'> {
  try {
    await link(aside, path);
    return 'written';
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return 'exists';
    throw error;
  } finally {
    await rm(aside);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return false;
    throw error;
  }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
