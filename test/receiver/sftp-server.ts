/** An SFTP server of this process on 127.0.0.1, its files in memory; a fault makes it fall silent at a call. */
import { generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import type { AuthContext, Connection, Server, SFTPWrapper } from 'ssh2';
import { sha256Text } from '../../shared/values/ids.ts';

const ssh: typeof import('ssh2') = createRequire(import.meta.url)('ssh2');
const { STATUS_CODE, OPEN_MODE } = ssh.utils.sftp;

type Lying = { bytes: Buffer; modified: number };

/** Before a call takes effect, or after: the connection is gone. */
type Break = {
  readonly call: 'OPEN' | 'WRITE' | 'RENAME' | 'STAT';
  readonly after: boolean;
};

export type SftpServer = {
  readonly host: string;
  readonly hostKey: string;
  readonly files: Map<string, Lying>;
  readonly calls: string[];
  /** The next such call breaks the connection. */
  breakAt(at: Break): void;
  forbidReading(): void;
  close(): Promise<void>;
};

export async function sftpServer(user: string, password: string): Promise<SftpServer> {
  const files = new Map<string, Lying>();
  const calls: string[] = [];
  let broken: Break | null = null;
  const rules = { unreadable: false };
  const riskyOf =
    (client: Connection): Risky =>
    (call, effect) => {
      if (broken?.call !== call) return effect();
      const { after } = broken;
      broken = null;
      if (after) effect(true);
      client.end();
    };
  const hostKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = hostKeys.privateKey.export({ type: 'pkcs1', format: 'pem' });
  const server: Server = new ssh.Server({ hostKeys: [pem] }, (client) => {
    client.on('authentication', (context) => admit(context, user, password));
    client.on('error', () => undefined);
    client.on('session', (accept) => {
      accept().on('sftp', (open) => serve(open(), files, calls, riskyOf(client), rules));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  const parsed = ssh.utils.parseKey(pem);
  if (parsed instanceof Error) throw parsed;
  const address = server.address();
  return {
    host: `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    hostKey: `SHA256:${sha256Text(parsed.getPublicSSH())}`,
    files,
    calls,
    breakAt: (at) => {
      broken = at;
    },
    forbidReading: () => {
      rules.unreadable = true;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function admit(context: AuthContext, user: string, password: string): void {
  const known = context.method === 'password' && context.password === password;
  if (known && context.username === user) context.accept();
  else context.reject(['password']);
}

type Risky = (call: Break['call'], effect: (silent?: boolean) => void) => void;

function serve(
  sftp: SFTPWrapper,
  files: Map<string, Lying>,
  calls: string[],
  risky: Risky,
  rules: { readonly unreadable: boolean },
): void {
  const handles = new Map<number, { path: string; listed: boolean }>();
  let next = 0;
  const opened = (path: string) => {
    next += 1;
    handles.set(next, { path, listed: false });
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(next);
    return handle;
  };
  const of = (handle: Buffer) => handles.get(handle.readUInt32BE()) ?? { path: '', listed: false };
  const attrs = ({ bytes, modified }: Lying) => ({
    mode: 0o100644,
    uid: 0,
    gid: 0,
    size: bytes.length,
    atime: modified,
    mtime: modified,
  });
  sftp.on('OPEN', (id, path, flags) => {
    calls.push(`open ${path}`);
    risky('OPEN', (silent = false) => {
      if (flags & OPEN_MODE.WRITE)
        files.set(path, { bytes: Buffer.alloc(0), modified: 1_770_000_000 });
      else if (!files.has(path)) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      else if (rules.unreadable) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
      if (!silent) sftp.handle(id, opened(path));
    });
  });
  sftp.on('WRITE', (id, handle, offset, data) => {
    risky('WRITE', (silent = false) => {
      const file = files.get(of(handle).path);
      if (file) file.bytes = Buffer.concat([file.bytes.subarray(0, offset), data]);
      if (!silent) sftp.status(id, STATUS_CODE.OK);
    });
  });
  sftp.on('READ', (id, handle, offset, length) => {
    const bytes = files.get(of(handle).path)?.bytes.subarray(offset, offset + length);
    if (bytes === undefined || bytes.length === 0) return sftp.status(id, STATUS_CODE.EOF);
    sftp.data(id, bytes);
  });
  const stat = (id: number, path: string) => {
    calls.push(`stat ${path}`);
    risky('STAT', () => {
      const file = files.get(path);
      if (file) sftp.attrs(id, attrs(file));
      else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    });
  };
  sftp.on('STAT', stat);
  sftp.on('LSTAT', stat);
  sftp.on('FSTAT', (id, handle) => {
    const file = files.get(of(handle).path);
    if (file) sftp.attrs(id, attrs(file));
    else sftp.status(id, STATUS_CODE.FAILURE);
  });
  sftp.on('FSETSTAT', (id) => sftp.status(id, STATUS_CODE.OK));
  sftp.on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK));
  sftp.on('RENAME', (id, from, to) => {
    calls.push(`rename ${from} ${to}`);
    risky('RENAME', (silent = false) => {
      const file = files.get(from);
      if (file === undefined || files.has(to)) return sftp.status(id, STATUS_CODE.FAILURE);
      files.set(to, file);
      files.delete(from);
      if (!silent) sftp.status(id, STATUS_CODE.OK);
    });
  });
  sftp.on('REMOVE', (id, path) => {
    calls.push(`remove ${path}`);
    sftp.status(id, files.delete(path) ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE);
  });
  sftp.on('OPENDIR', (id, path) => sftp.handle(id, opened(path)));
  sftp.on('READDIR', (id, handle) => {
    const at = of(handle);
    if (at.listed) return sftp.status(id, STATUS_CODE.EOF);
    at.listed = true;
    const names = [...files].filter(([path]) => path.startsWith(`${at.path}/`));
    const folder = { bytes: Buffer.alloc(0), modified: 0 };
    sftp.name(id, [
      { filename: '.', longname: '.', attrs: { ...attrs(folder), mode: 0o040755 } },
      ...names.map(([path, file]) => {
        const filename = path.slice(at.path.length + 1);
        return { filename, longname: filename, attrs: attrs(file) };
      }),
    ]);
  });
}
