/** Names from files as parts of a path. */
import { hashOf } from '../values/ids.ts';

/** What a file system takes as a name. */
const longest = 200;

/** It must not lead elsewhere, nor be too long for a name. */
export function pathPart(name: string): string {
  const part = encodeURIComponent(name.toWellFormed()).replaceAll('.', '%2E');
  return part.length > longest ? hashOf(name) : part;
}
