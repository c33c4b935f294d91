/** Where documents go: each is written in pieces, and is there whole when it is closed. */
import type { FilePieces } from './ports.ts';

export type OpenDocument = { write(text: string): Promise<void>; close(): Promise<void> };

export type Shelf = { open(name: string): Promise<OpenDocument> };

/** Characters that are gathered into one piece. */
const pieceLength = 1 << 18;

export function textInPieces(pieces: FilePieces): OpenDocument {
  const encoder = new TextEncoder();
  let waiting: string[] = [];
  let length = 0;
  const flush = async () => {
    const bytes = encoder.encode(waiting.join(''));
    waiting = [];
    length = 0;
    await pieces.write(bytes);
  };
  return {
    write: async (text) => {
      waiting.push(text);
      length += text.length;
      if (length >= pieceLength) await flush();
    },
    close: async () => {
      await flush();
      await pieces.close();
    },
  };
}

export async function writeDocument(shelf: Shelf, name: string, text: string): Promise<void> {
  const document = await shelf.open(name);
  await document.write(text);
  await document.close();
}
