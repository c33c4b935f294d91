/** Documents into the results folder: whole or not at all, untouched when they say the same. */
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type OpenDocument, type Shelf, textInPieces } from '../../shared/pipeline/shelf.ts';

export type ResultsShelf = Shelf & {
  /** Removes drill files and worklists of an earlier run that this one has not written. */
  tidy(): Promise<void>;
};

export function resultsShelf(out: string): ResultsShelf {
  const names = new Set<string>();
  return {
    open: (name) => {
      names.add(name);
      return openDocument(join(out, name));
    },
    tidy: async () => {
      for (const name of await namedBy(out)) {
        if (!names.has(name)) await rm(join(out, name));
      }
    },
  };
}

async function openDocument(path: string): Promise<OpenDocument> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.part`;
  const file = await open(aside, 'w');
  return textInPieces({
    write: async (bytes) => void (await file.writeFile(bytes)),
    close: async () => {
      await file.close();
      if (await saysTheSame(path, aside)) await rm(aside);
      else await rename(aside, path);
    },
  });
}

async function saysTheSame(path: string, other: string): Promise<boolean> {
  const size = await sizeOf(path);
  if (size === null || size !== (await sizeOf(other))) return false;
  const theirs = createReadStream(other)[Symbol.asyncIterator]();
  for await (const mine of createReadStream(path)) {
    const { value } = await theirs.next();
    if (!(value instanceof Buffer) || !value.equals(mine)) return false;
  }
  return true;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Documents whose names follow from what is in them, so that the next run may have others. */
const named = { drill: '.json', worklists: '.csv' } as const;

async function namedBy(out: string): Promise<readonly string[]> {
  const lists = Object.entries(named).map(([folder, ending]) => filesIn(out, folder, ending));
  return (await Promise.all(lists)).flat();
}

async function filesIn(out: string, folder: string, ending: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(out, folder), { recursive: true });
    return entries.filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
