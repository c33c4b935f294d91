/** Documents into the results folder: whole or not at all, untouched when they say the same. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Document } from '../../shared/pipeline/documents.ts';

/** Drill files of an earlier run that this one does not have are removed. */
export async function writeDocuments(out: string, documents: Iterable<Document>): Promise<void> {
  const names = new Set<string>();
  for (const document of documents) {
    names.add(document.name);
    await writeDocument(join(out, document.name), document.text);
  }
  for (const name of await drillFiles(out)) {
    if (!names.has(name)) await rm(join(out, name));
  }
}

async function writeDocument(path: string, text: string): Promise<void> {
  if ((await textOf(path)) === text) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function drillFiles(out: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(out, 'drill'), { recursive: true });
    return entries.filter((name) => name.endsWith('.json')).map((name) => `drill/${name}`);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
