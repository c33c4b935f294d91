/** Documents into the results folder: whole or not at all, untouched when they say the same. */
import {
  closeSync,
  createReadStream,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type OpenDocument, type Shelf, textInPieces } from '../../shared/pipeline/shelf.ts';

export type ResultsShelf = Shelf & {
  /** Removes drill files and worklists of an earlier run that this one has not written. */
  tidy(): Promise<void>;
};

export function resultsShelf(out: string): ResultsShelf {
  const names = new Set<string>();
  return {
    open: async (name) => {
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

function openDocument(path: string): OpenDocument {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.part`;
  const file = openSync(aside, 'w');
  return textInPieces({
    write: async (bytes) => writeFileSync(file, bytes),
    close: async () => {
      closeSync(file);
      if (await saysTheSame(path, aside)) rmSync(aside);
      else renameSync(aside, path);
    },
  });
}

async function saysTheSame(path: string, other: string): Promise<boolean> {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined || size !== statSync(other).size) return false;
  const theirs = createReadStream(other)[Symbol.asyncIterator]();
  for await (const mine of createReadStream(path)) {
    const { value } = await theirs.next();
    if (!(value instanceof Buffer) || !value.equals(mine)) return false;
  }
  return true;
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
