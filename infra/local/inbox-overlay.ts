/** The user's inbox, which is only read, with what receivers and the simulated payers answer laid over it. */
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
    paper: `${folders.out}/paper`,
    reports: `${folders.state}/reports`,
  };
  const own = folderFiles({ ...roots, inbox: folders.inbox });
  const answers = folderFiles({ ...roots, inbox: folders.answers });
  if (folders.inbox === folders.answers) return own;
  return {
    ...own,
    stamp: async (bucket, key) =>
      (bucket === 'inbox' ? await answers.stamp(bucket, key) : null) ?? own.stamp(bucket, key),
    read: async (bucket, key, range, version) =>
      (bucket === 'inbox' ? await answers.read(bucket, key, range, version) : null) ??
      own.read(bucket, key, range, version),
    async *stream(bucket, key, version) {
      const answered = bucket === 'inbox' && (await answers.stamp(bucket, key)) !== null;
      yield* answered ? answers.stream(bucket, key, version) : own.stream(bucket, key, version);
    },
    write: (bucket, key, bytes, when) =>
      (bucket === 'inbox' ? answers : own).write(bucket, key, bytes, when),
  };
}
