/** SFTP over ssh2. The package is loaded when a receiver asks for it: few do, and it is as large as the rest. */
import type { Client, ConnectConfig, SFTPWrapper } from 'ssh2';
import type { Barrier } from '../../shared/receiver/remote.ts';
import type { SftpEntry, SftpSession } from '../../shared/receiver/sftp-remote.ts';
import type { Receiver } from '../../shared/reference/reference.ts';
import { sha256Text } from '../../shared/values/ids.ts';

const usualPort = 22;
const noSuchFile = 2;
const notPermitted = 3;

/** `secret` is a private key as PEM, or a password. A server that shows another key than the row's is not told it. */
export async function openSftp(receiver: Receiver, secret: string): Promise<SftpSession | Barrier> {
  const ssh = await import('ssh2');
  const client = new ssh.default.Client();
  const ended = endOf(client);
  const shown = { isOther: false };
  try {
    const config = settings(receiver, secret, shown);
    const sftp = await Promise.race([connected(client, config), ended]);
    return sessionOf(client, sftp, ended);
  } catch (error) {
    client.end();
    if (shown.isOther) return 'host-unproven';
    const level = error instanceof Error && 'level' in error ? error.level : null;
    return level === 'client-authentication' ? 'login-refused' : 'unreached';
  }
}

function sessionOf(client: Client, sftp: SFTPWrapper, ended: Promise<never>): SftpSession {
  const still = <T>(call: Promise<T>) => Promise.race([call, ended]);
  return {
    size: (path) => still(sizeOf(sftp, path)),
    write: (path, bytes) => still(done((end) => sftp.writeFile(path, Buffer.from(bytes), end))),
    rename: (from, to) => still(done((end) => sftp.rename(from, to, end))),
    remove: (path) => still(done((end) => sftp.unlink(path, end))),
    list: (directory) => still(entriesOf(sftp, directory)),
    read: (path) => still(bytesOf(sftp, path)),
    close: async () => void client.end(),
  };
}

/** Fails when the connection does: calls that are under way then are not told by ssh2. */
function endOf(client: Client): Promise<never> {
  const ended = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('close', () => reject(new Error('closed')));
  });
  ended.catch(() => undefined);
  return ended;
}

type Shown = { isOther: boolean };

function settings({ host, user, hostKey }: Receiver, secret: string, shown: Shown): ConnectConfig {
  const [name = '', port = ''] = host.split(':');
  const isKey = secret.includes('PRIVATE KEY');
  return {
    host: name,
    port: port === '' ? usualPort : Number(port),
    username: user,
    ...(isKey ? { privateKey: secret } : { password: secret }),
    hostVerifier: (key: Buffer) => {
      shown.isOther = `SHA256:${sha256Text(key)}` !== hostKey.replace(/=$/, '');
      return !shown.isOther;
    },
    readyTimeout: 20_000,
    keepaliveInterval: 10_000,
  };
}

function connected(client: Client, config: ConnectConfig): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client.on('ready', () => {
      client.sftp((error, sftp) => (error ? reject(error) : resolve(sftp)));
    });
    client.connect(config);
  });
}

async function sizeOf(sftp: SFTPWrapper, path: string): Promise<number | null> {
  try {
    return (await result<{ size: number }>((end) => sftp.stat(path, end))).size;
  } catch (error) {
    if (codeOf(error) === noSuchFile) return null;
    throw error;
  }
}

async function bytesOf(sftp: SFTPWrapper, path: string): Promise<Uint8Array | null> {
  try {
    return await result<Buffer>((end) => sftp.readFile(path, end));
  } catch (error) {
    if (codeOf(error) === notPermitted) return null;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

async function entriesOf(sftp: SFTPWrapper, directory: string): Promise<readonly SftpEntry[]> {
  type Found = Parameters<Parameters<SFTPWrapper['readdir']>[1] & object>[1];
  const found = await result<Found>((end) => sftp.readdir(directory, end));
  return found
    .filter(({ attrs }) => attrs.isFile())
    .map(({ filename, attrs }) => ({ name: filename, size: attrs.size, modified: attrs.mtime }));
}

type End<T> = (error: Error | undefined, value: T) => void;

function result<T>(call: (end: End<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value)));
  });
}

function done(call: (end: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => (error ? reject(error) : resolve()));
  });
}
