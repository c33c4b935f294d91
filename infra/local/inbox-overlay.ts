/** The user's inbox, which is only read, with the simulated payers' answers laid over it. */
import type { Files } from '../../shared/pipeline/ports.ts';
import { folderFiles } from './files-folder.ts';

export type Folders = {
  readonly inbox: string;
  readonly answers: string;
  readonly state: string;
  readonly out: string;
};

/** Reads answers first; lists the inbox alone, because whoever writes an answer tells its key. */
export function overlaidFiles(folders: Folders): Files {
  const roots = {
    outbox: `${folders.state}/outbox`,
    outbound: `${folders.out}/outbound`,
    reports: `${folders.state}/reports`,
  };
  const own = folderFiles({ ...roots, inbox: folders.inbox });
  const answers = folderFiles({ ...roots, inbox: folders.answers });
  if (folders.inbox === folders.answers) return own;
  return {
    ...own,
    read: async (bucket, key, range) =>
      (bucket === 'inbox' ? await answers.read(bucket, key, range) : null) ??
      own.read(bucket, key, range),
    async *stream(bucket, key) {
      const answered = bucket === 'inbox' && (await answers.read(bucket, key, { from: 0, to: 1 }));
      yield* answered ? answers.stream(bucket, key) : own.stream(bucket, key);
    },
  };
}
