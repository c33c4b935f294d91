/** OpenSSH's own server on this machine, where it has one that starts. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const paths = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd'];

export type OpenSsh = {
  readonly host: string;
  readonly user: string;
  readonly hostKey: string;
  readonly userKey: string;
  readonly inbox: string;
  readonly start: () => Promise<void>;
  readonly stop: () => void;
};

/** The server, not started yet; or why there is none. */
export function findOpenSsh(): OpenSsh | string {
  const sshd = paths.find((path) => existsSync(path));
  if (sshd === undefined) return 'this machine has no sshd';
  const folder = mkdtempSync(join(tmpdir(), 'claimline-sshd-'));
  const at = (name: string) => join(folder, name);
  const port = 20_000 + (process.pid % 20_000);
  prepare(at, port);
  const tried = spawnSync(sshd, ['-t', '-f', at('config')], { encoding: 'utf8' });
  if (tried.status !== 0) {
    rmSync(folder, { recursive: true });
    return `sshd does not start here: ${tried.stderr.trim()}`;
  }
  const shown = spawnSync('ssh-keygen', ['-lf', at('host.pub')], { encoding: 'utf8' }).stdout;
  let daemon: ChildProcess | undefined;
  return {
    host: `127.0.0.1:${port}`,
    user: userInfo().username,
    hostKey: /SHA256:\S+/.exec(shown)?.[0] ?? '',
    userKey: readFileSync(at('user'), 'utf8'),
    inbox: at('to-them'),
    start: async () => {
      daemon = spawn(sshd, ['-D', '-f', at('config')], { stdio: 'ignore' });
      await setTimeout(500);
    },
    stop: () => {
      daemon?.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

function prepare(at: (name: string) => string, port: number): void {
  for (const key of ['host', 'user']) {
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)]);
  }
  mkdirSync(at('to-them'));
  writeFileSync(at('authorized'), readFileSync(at('user.pub')));
  const settings = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${at('host')}`,
    `AuthorizedKeysFile ${at('authorized')}`,
    'StrictModes no',
    'UsePAM no',
    `PidFile ${at('pid')}`,
    'Subsystem sftp internal-sftp',
  ];
  writeFileSync(at('config'), settings.join('\n'));
}
