/** The files of a folder tree as keys in byte order, a page at a time. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareBytes, isFileKey } from '../../shared/pipeline/file-keys.ts';
import type { FileEntry } from '../../shared/pipeline/ports.ts';

const pageSize = 1000;
const unfinished = /\.writing-\d+-\d+$/;

export async function listFolder(root: string, prefix: string, cursor?: string) {
  const files: FileEntry[] = [];
  for (const key of keysBelow(root, '', { prefix, after: cursor ?? '' })) {
    if (files.length === pageSize) return { files, cursor: files.at(-1)?.key ?? null };
    const found = isFileKey(key) ? lookAt(join(root, key)) : null;
    if (found !== null) files.push({ key, ...found });
  }
  return { files, cursor: null };
}

/** Null for a file that went away, or whose name is no text, so that no path leads to it. */
function lookAt(path: string) {
  try {
    const stats = lstatSync(path);
    return { size: stats.size, mark: markOf(stats), laidAt: stats.mtimeMs };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Those that hold a file, as S3 knows no empty folder. */
export async function foldersOf(root: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const entry of entriesOf(root)) {
    if (entry.isDirectory() && holdsFile(root, `${entry.name}/`)) names.push(entry.name);
  }
  return names;
}

function holdsFile(root: string, prefix: string): boolean {
  const first = keysBelow(root, prefix, { prefix, after: '' }).next();
  return first.done !== true;
}

/** A folder keeps no versions: when a file was written, and how long it is, tells its bytes from later ones. */
export function markOf({ mtimeMs, size }: { readonly mtimeMs: number; readonly size: number }) {
  return `${mtimeMs}-${size}`;
}

type Wanted = { readonly prefix: string; readonly after: string };

/** A folder sorts as its name and a slash, so that a walk in depth gives keys in byte order. */
function* keysBelow(root: string, folder: string, wanted: Wanted): Generator<string> {
  const entries = entriesOf(join(root, folder));
  const keys = entries
    .filter((entry) => entry.isDirectory() || (entry.isFile() && !unfinished.test(entry.name)))
    .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .sort(compareBytes);
  for (const key of keys) {
    if (!key.endsWith('/')) {
      if (key.startsWith(wanted.prefix) && compareBytes(key, wanted.after) > 0) yield key;
    } else if (mayHold(key, wanted)) yield* keysBelow(root, key, wanted);
  }
}

function mayHold(folder: string, { prefix, after }: Wanted): boolean {
  const leadsToPrefix = folder.startsWith(prefix) || prefix.startsWith(folder);
  return leadsToPrefix && (after.startsWith(folder) || compareBytes(folder, after) > 0);
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENAMETOOLONG';
}
