/** How a folder tree looks: names, sizes and times of change, to tell whether anything new is there. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Null, the sample clinic, never changes; a folder that went away looks empty. */
export async function folderLook(folder: string | null): Promise<string> {
  if (folder === null) return '';
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const looks = await Promise.all(files.map((entry) => look(join(entry.parentPath, entry.name))));
  return looks.sort().join('\n');
}

async function look(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found === null ? '' : `${path} ${found.size} ${found.mtimeMs}`;
}
