/** What became of a run of a large file's encounters, kept until the last run ends the file. */
import * as z from 'zod/mini';
import type { FileId, PracticeId } from '../values/ids.ts';
import { issueSchema, rowSchema } from '../values/schemas.ts';
import { fileKey, padded } from './keys.ts';
import type { Action, Records } from './ports.ts';
import { allRows } from './read-all.ts';
import { issuesKept } from './stored-file.ts';

const schema = rowSchema({
  rows: z.number(),
  held: z.number(),
  rejected: z.number(),
  issues: z.array(issueSchema),
});

export type TakenPart = z.infer<typeof schema>;

/** `from` is the run's first encounter. */
export function partAction(
  practice: PracticeId,
  fileId: FileId,
  from: number,
  part: TakenPart,
): Action {
  const key = fileKey(practice, 'taken', fileId, padded(from));
  const issues = part.issues.slice(0, issuesKept);
  return { kind: 'put', store: 'files', key, item: { ...part, issues }, when: 'absent' };
}

export async function readParts(
  records: Records,
  practice: PracticeId,
  fileId: FileId,
): Promise<readonly TakenPart[]> {
  const { partition, sort } = fileKey(practice, 'taken', fileId, '');
  const rows = await allRows(records, { store: 'files', partition, sortPrefix: sort });
  return rows.map((row) => schema.parse(row.item));
}
