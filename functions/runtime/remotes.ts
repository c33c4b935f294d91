/** Lines to receivers: each opened with the secret of that practice for it, and only where its operator lets it go. */
import { setTimeout } from 'node:timers/promises';
import { httpsRemote } from '../../shared/receiver/https-remote.ts';
import type { Remotes } from '../../shared/receiver/remote.ts';
import { mayGo, readSecret } from '../../shared/receiver/secret.ts';
import { sftpRemote } from '../../shared/receiver/sftp-remote.ts';
import { openSftp } from './sftp-session.ts';

/** Null when there is none. */
export type ReadSecret = (practice: string, receiver: string) => Promise<string | null>;

export function remotesWith(read: ReadSecret): Remotes {
  return {
    open: async (practice, row) => {
      const kept = await read(practice, row.receiver);
      if (kept === null) return 'secret-missing';
      const secret = readSecret(kept, row.method);
      if (!mayGo(secret, row)) return 'host-not-allowed';
      switch (row.method) {
        case 'sftp':
          return sftpRemote(() => openSftp(row, secret.value), row);
        case 'https':
          return httpsRemote(fetch, row, secret.value);
      }
    },
    wait: async (milliseconds) => void (await setTimeout(milliseconds)),
  };
}
