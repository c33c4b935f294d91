/** Lines to receivers: each opened with the secret of that practice for it, and with no other. */
import { setTimeout } from 'node:timers/promises';
import { httpsRemote } from '../../shared/receiver/https-remote.ts';
import type { Remotes } from '../../shared/receiver/remote.ts';
import { sftpRemote } from '../../shared/receiver/sftp-remote.ts';
import { openSftp } from './sftp-session.ts';

/** Null when there is none. */
export type ReadSecret = (practice: string, receiver: string) => Promise<string | null>;

export function remotesWith(readSecret: ReadSecret): Remotes {
  return {
    open: async (practice, row) => {
      const secret = await readSecret(practice, row.receiver);
      if (secret === null) return null;
      switch (row.method) {
        case 'sftp':
          return sftpRemote(() => openSftp(row, secret), row);
        case 'https':
          return httpsRemote(fetch, row, secret);
      }
    },
    wait: async (milliseconds) => void (await setTimeout(milliseconds)),
  };
}
