/** Files of `test/fixtures/x12`, a story each. */
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../fixtures/x12/', import.meta.url);

export function fixtureBytes(path: string): Uint8Array {
  return readFileSync(new URL(`${path}.edi`, root));
}

export function fixturesOf(folder: string): string[] {
  return readdirSync(new URL(folder, root)).map((name) => name.replace('.edi', ''));
}
