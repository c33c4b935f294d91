/** The SFTP adapter with its real client: against a server of this process, and OpenSSH's where there is one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSftp } from '../../functions/runtime/sftp-session.ts';
import type { Remote } from '../../shared/receiver/remote.ts';
import { sftpRemote } from '../../shared/receiver/sftp-remote.ts';
import type { Receiver } from '../../shared/reference/reference.ts';
import { findOpenSsh } from './openssh.ts';
import { outgoing, sftpRow } from './receiver-rows.ts';
import { type SftpServer, sftpServer } from './sftp-server.ts';

function lineTo(row: Receiver, secret: string): Remote {
  return sftpRemote(() => openSftp(row, secret), row);
}

async function filesOf(line: Remote) {
  const listing = await line.list(null);
  if (typeof listing === 'string') throw new Error(listing);
  return listing.files;
}

describe('a server on this machine', () => {
  const secret = 'fake-password';
  let server: SftpServer;
  let row: Receiver;
  const lines: Remote[] = [];
  const open = (given = secret, changes: Partial<Receiver> = {}) => {
    const line = lineTo({ ...row, ...changes }, given);
    lines.push(line);
    return line;
  };

  beforeEach(async () => {
    server = await sftpServer(sftpRow.user, secret);
    row = { ...sftpRow, host: server.host, hostKey: server.hostKey };
  });
  afterEach(async () => {
    for (const line of lines.splice(0)) await line.close();
    await server.close();
  });

  const file = outgoing('clinic-1.837', 'ISA*first~');
  const names = () => [...server.files.keys()];

  test('gets a file aside first, and then under its name', async () => {
    const line = open();
    expect(await line.prepare(file)).toBe('ready');
    expect(names()).toEqual(['/to-them/clinic-1.837.0-1.tmp']);
    expect(await line.commit(file)).toEqual({ kind: 'accepted', trace: file.name, reply: null });
    expect(names()).toEqual(['/to-them/clinic-1.837']);
    expect(server.files.get('/to-them/clinic-1.837')?.bytes.toString()).toBe('ISA*first~');
  });

  test('has it once, whether the answer to the rename is lost before or after', async () => {
    for (const after of [false, true]) {
      server.files.clear();
      await open().prepare(file);
      server.breakAt({ call: 'RENAME', after });
      expect((await open().commit(file)).kind).toBe('lost');
      expect((await open().commit(file)).kind).toBe('accepted');
      expect(names()).toEqual(['/to-them/clinic-1.837']);
    }
    expect(server.calls.filter((call) => call.startsWith('rename'))).toHaveLength(3);
  });

  test('that took the file away meanwhile leaves nothing to tell by', async () => {
    await open().prepare(file);
    server.breakAt({ call: 'RENAME', after: true });
    expect((await open().commit(file)).kind).toBe('lost');
    server.files.clear();
    expect((await open().commit(file)).kind).toBe('gone');
  });

  test('that has other bytes under the name refuses', async () => {
    server.files.set('/to-them/clinic-1.837', { bytes: Buffer.from('x'), modified: 1 });
    await open().prepare(file);
    expect(await open().commit(file)).toMatchObject({ kind: 'refused', code: 'name-taken' });
    const asLong = Buffer.from('ISA*other~');
    server.files.set('/to-them/clinic-1.837', { bytes: asLong, modified: 1 });
    expect(asLong).toHaveLength(file.bytes.length);
    expect(await open().commit(file)).toMatchObject({ kind: 'refused', code: 'name-taken' });
  });

  test('that lets nobody read what lies there leaves nothing to tell by', async () => {
    server.files.set('/to-them/clinic-1.837', { bytes: file.bytes, modified: 1 });
    server.forbidReading();
    expect((await open().commit(file)).kind).toBe('gone');
  });

  test('that breaks while it is written to got nothing that counts, and the next attempt clears up', async () => {
    const large = { ...file, bytes: Buffer.alloc(300_000, 'x') };
    server.breakAt({ call: 'WRITE', after: true });
    expect(await open().prepare(large)).toBe('unreached');
    expect(names()).toEqual(['/to-them/clinic-1.837.0-1.tmp']);
    const again = { ...outgoing(file.name, '', 2), bytes: large.bytes };
    expect(await open().prepare(again)).toBe('ready');
    expect(names()).toEqual(['/to-them/clinic-1.837.0-2.tmp']);
    expect(await open().commit(again)).toMatchObject({ kind: 'accepted' });
    expect(server.files.get('/to-them/clinic-1.837')?.bytes).toEqual(large.bytes);
  });

  test('with another key than the row names is not spoken to', async () => {
    const hostKey = `SHA256:${'B'.repeat(43)}`;
    const line = open(secret, { hostKey });
    expect(await line.prepare(file)).toBe('host-unproven');
    expect(await line.list(null)).toBe('host-unproven');
    expect(await line.commit(file)).toMatchObject({ kind: 'busy', code: 'host-unproven' });
    expect(server.calls).toEqual([]);
  });

  test('is not reached with a wrong password, nor when nobody listens', async () => {
    expect(await open('wrong').prepare(file)).toBe('login-refused');
    const away = open(secret, { host: '127.0.0.1:1' });
    expect(await away.list(null)).toBe('unreached');
    expect(await away.commit(file)).toMatchObject({ kind: 'busy', code: 'unreached' });
  });

  test('shows its answers, oldest first, and what is still written not at all', async () => {
    const put = (name: string, text: string, modified: number) =>
      server.files.set(`/from-them/${name}`, { bytes: Buffer.from(text), modified });
    put('b.835', 'ISA*835~', 20);
    put('a.999', 'ISA*999~', 10);
    put('c.835.part', 'ISA', 5);
    put('.hidden', 'x', 5);
    const line = open();
    const listed = await filesOf(line);
    expect(listed.map(({ name }) => name)).toEqual(['a.999', 'b.835']);
    const [first] = listed;
    if (!first) throw new Error('an answer is there');
    const bytes = await line.fetch(first);
    expect(typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString()).toBe('ISA*999~');
    put('a.999', 'ISA*999*again~', 11);
    const later = await filesOf(line);
    expect(later[0]?.id).not.toBe(first.id);
    expect(later[1]?.id).toBe(listed[1]?.id);
    server.files.clear();
    expect(await line.fetch(first)).toBe('later');
  });
});

const openSsh = findOpenSsh();
if (typeof openSsh === 'string') {
  test.skip(`OpenSSH's server: not run: ${openSsh}`);
} else {
  describe("OpenSSH's server", () => {
    beforeAll(openSsh.start);
    afterAll(openSsh.stop);

    test('takes a file once', async () => {
      const { host, user, hostKey, inbox } = openSsh;
      const row = { ...sftpRow, host, user, hostKey, path: inbox, answers: inbox };
      const line = lineTo(row, openSsh.userKey);
      const file = outgoing('clinic-1.837', 'ISA*first~');
      expect(await line.prepare(file)).toBe('ready');
      expect((await line.commit(file)).kind).toBe('accepted');
      expect((await line.commit(file)).kind).toBe('accepted');
      expect(readFileSync(join(inbox, file.name), 'utf8')).toBe('ISA*first~');
      expect((await filesOf(line)).map(({ name }) => name)).toEqual([file.name]);
      await line.close();
    });
  });
}
