/** Writes the pieces of a file; never over another file. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Piece } from './split-file.ts';

type Written =
  | { readonly kind: 'written'; readonly count: number }
  | { readonly kind: 'refused'; readonly why: string };

export function writePieces(folder: string, name: string, pieces: Iterable<Piece>): Written {
  const ending = extname(name);
  const stem = ending === '' ? name : name.slice(0, -ending.length);
  let count = 0;
  try {
    mkdirSync(folder, { recursive: true });
    for (const { bytes, label } of pieces) {
      writeFileSync(join(folder, `${stem}-${label}${ending}`), bytes, { flag: 'wx' });
      count += 1;
    }
    return { kind: 'written', count };
  } catch {
    return { kind: 'refused', why: 'a piece exists already or the folder can not be written' };
  }
}
