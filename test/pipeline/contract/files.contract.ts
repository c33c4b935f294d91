/** What every Files adapter promises; a test file runs this over each of them. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileEntry, Files } from '../../../shared/pipeline/ports.ts';
import type { BucketName } from '../../../shared/pipeline/topology.ts';

export type OpenedFiles = {
  readonly files: Files;
  /** Puts a file into the inbox as the outside does. */
  drop(key: string, bytes: Uint8Array): Promise<void>;
};

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const textOf = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString();

async function everyFile(files: Files, bucket: BucketName, prefix: string) {
  const entries: FileEntry[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 1000; pages += 1) {
    const page = await files.list(bucket, prefix, cursor);
    entries.push(...page.files);
    if (page.cursor === null) return entries;
    cursor = page.cursor;
  }
  throw new Error('the pages do not end');
}

export function filesContract(name: string, open: () => Promise<OpenedFiles>) {
  describe(`files: ${name}`, () => {
    let files: Files;
    let drop: OpenedFiles['drop'];
    beforeEach(async () => {
      ({ files, drop } = await open());
    });

    const write = (key: string, text: string, when: 'absent' | 'any' = 'any') =>
      files.write('reports', key, bytesOf(text), when);
    const read = async (key: string) => textOf(await files.read('reports', key));
    const keys = async (prefix: string) =>
      (await everyFile(files, 'reports', prefix)).map((file) => file.key);

    it('reads back the bytes it wrote, and null where nothing is', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
      expect(await files.write('reports', 'a/b/c.bin', bytes, 'any')).toBe('written');
      expect([...((await files.read('reports', 'a/b/c.bin')) ?? [])]).toEqual([...bytes]);
      expect(await read('a/b')).toBeNull();
      expect(await read('a/b/c.bin/d')).toBeNull();
      expect(await read('other')).toBeNull();
      expect(await files.read('outbox', 'a/b/c.bin')).toBeNull();
    });

    it('keeps an empty file', async () => {
      await write('empty', '');
      expect(await read('empty')).toBe('');
      expect(await everyFile(files, 'reports', '')).toMatchObject([{ key: 'empty', size: 0 }]);
    });

    it('replaces with `any`', async () => {
      await write('a', 'a longer first text');
      expect(await write('a', 'second')).toBe('written');
      expect(await read('a')).toBe('second');
    });

    it('never replaces with `absent`', async () => {
      expect(await write('a', 'first', 'absent')).toBe('written');
      expect(await write('a', 'second', 'absent')).toBe('exists');
      expect(await read('a')).toBe('first');
    });

    it('lets one of many `absent` writers win', async () => {
      const texts = ['one', 'two', 'three', 'four', 'five'];
      const answers = await Promise.all(texts.map((text) => write('a', text, 'absent')));
      expect(answers.toSorted()).toEqual(['exists', 'exists', 'exists', 'exists', 'written']);
      expect(await read('a')).toBe(texts[answers.indexOf('written')]);
      expect(await keys('')).toEqual(['a']);
    });

    it('reads a range, cut at the end of the file', async () => {
      await write('a', '0123456789');
      const range = async (from: number, to: number) =>
        textOf(await files.read('reports', 'a', { from, to }));
      expect(await range(0, 1)).toBe('0');
      expect(await range(3, 7)).toBe('3456');
      expect(await range(8, 99)).toBe('89');
      expect(await range(10, 12)).toBe('');
      expect(await files.read('reports', 'none', { from: 0, to: 1 })).toBeNull();
    });

    it.each([
      [3, 3],
      [4, 3],
      [-1, 3],
      [0.5, 3],
    ])('takes a range from %d to %d as a bug', async (from, to) => {
      await write('a', '0123456789');
      await expect(files.read('reports', 'a', { from, to })).rejects.toThrow();
    });

    it('streams the bytes in chunks, and throws where nothing is', async () => {
      const bytes = Uint8Array.from({ length: 700_000 }, (_, n) => n % 251);
      await files.write('reports', 'big', bytes, 'any');
      const chunks: Uint8Array[] = [];
      for await (const chunk of files.stream('reports', 'big')) chunks.push(chunk);
      expect(chunks.length).toBeGreaterThan(1);
      expect(Buffer.compare(Buffer.concat(chunks), bytes)).toBe(0);
      const nothing = async () => {
        for await (const chunk of files.stream('reports', 'none')) chunks.push(chunk);
      };
      await expect(nothing()).rejects.toThrow();
    });

    it('takes a file in pieces, which readers see when it is closed', async () => {
      await write('a', 'before');
      const pieces = await files.begin('reports', 'a');
      for (const text of ['first ', '', 'then']) await pieces.write(bytesOf(text));
      expect(await read('a')).toBe('before');
      expect(await keys('')).toContain('a');
      await pieces.close();
      expect(await read('a')).toBe('first then');
      expect(await keys('')).toEqual(['a']);
      await (await files.begin('reports', 'empty')).close();
      expect(await read('empty')).toBe('');
    });

    it('takes pieces larger than a request holds', async () => {
      const pieces = await files.begin('reports', 'large');
      const sizes = [6, 6, 6, 6, 6, 1].map((megabytes) => megabytes * 1024 * 1024 + 1);
      for (const [n, size] of sizes.entries()) await pieces.write(new Uint8Array(size).fill(n));
      await pieces.close();
      const found = await files.read('reports', 'large');
      expect(found?.length).toBe(sizes.reduce((sum, size) => sum + size));
      expect([found?.at(0), found?.at(-1)]).toEqual([0, 5]);
    });

    it('begins no file in the inbox and none without a key', async () => {
      await expect(files.begin('inbox', 'clinic/x')).rejects.toThrow();
      await expect(files.begin('reports', '../x')).rejects.toThrow();
    });

    it('lists keys in byte order, with sizes, below a prefix', async () => {
      const names = [
        'b/1',
        'a.txt',
        'a/z',
        'a/B',
        'a/b',
        'a-1',
        'a0',
        'B',
        'é',
        '漢',
        '🏥',
        'a/b.c/d',
      ];
      for (const key of names) await write(key, key);
      const ordered = [
        ...['B', 'a-1', 'a.txt', 'a/B', 'a/b', 'a/b.c/d', 'a/z', 'a0', 'b/1', 'é', '漢', '🏥'],
      ];
      expect(await keys('')).toEqual(ordered);
      expect(await keys('a/')).toEqual(['a/B', 'a/b', 'a/b.c/d', 'a/z']);
      expect(await keys('a/b')).toEqual(['a/b', 'a/b.c/d']);
      expect(await keys('a')).toHaveLength(7);
      expect(await keys('nothing/')).toEqual([]);
      expect((await everyFile(files, 'reports', '漢'))[0]?.size).toBe(3);
    });

    it('names the folders that keys begin with', async () => {
      expect(await files.folders('reports')).toEqual([]);
      for (const key of ['b/x/1', 'a', 'é/1', 'b/2', 'B/1', 'b.c/1']) await write(key, key);
      expect((await files.folders('reports')).toSorted()).toEqual(['B', 'b', 'b.c', 'é']);
    });

    it('lists an empty bucket', async () => {
      expect(await files.list('outbox', '')).toEqual({ files: [], cursor: null });
    });

    it('lists more files than one page holds', async () => {
      const names = Array.from({ length: 1005 }, (_, n) => `d${n % 7}/${String(n)}`);
      await Promise.all(names.map((key) => write(key, 'x')));
      expect(await keys('')).toEqual(names.toSorted());
    });

    it.each(['', '/a', 'a/', 'a//b', '..', 'a/../b', './a', '../../etc/passwd', 'a\0b'])(
      'takes %j as no key',
      async (key) => {
        await expect(write(key, 'x')).rejects.toThrow();
        await expect(read(key)).rejects.toThrow();
      },
    );

    it('stamps the bytes that lie under a key, as a listing marks them', async () => {
      expect(await files.stamp('reports', 'a')).toBeNull();
      await write('a', 'first');
      const first = await files.stamp('reports', 'a');
      expect((await everyFile(files, 'reports', ''))[0]?.mark).toBe(first?.mark);
      expect(textOf(await files.read('reports', 'a', undefined, first?.version))).toBe('first');
      await write('a', 'another');
      const second = await files.stamp('reports', 'a');
      expect(second?.mark).not.toBe(first?.mark);
      expect(second?.version).not.toBe(first?.version);
      expect(textOf(await files.read('reports', 'a', undefined, second?.version))).toBe('another');
    });

    it('never reads later bytes as those of a version', async () => {
      await write('a', 'first');
      const { version } = (await files.stamp('reports', 'a')) ?? {};
      await write('a', 'another');
      expect(['first', null]).toContain(
        textOf(await files.read('reports', 'a', undefined, version)),
      );
      const range = { from: 0, to: 2 };
      expect(['fi', null]).toContain(textOf(await files.read('reports', 'a', range, version)));
      const streamed = async () => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of files.stream('reports', 'a', version)) chunks.push(chunk);
        return Buffer.concat(chunks).toString();
      };
      expect(['first', null]).toContain(await streamed().catch(() => null));
    });

    it('lays new files into the inbox and never replaces one', async () => {
      await drop('clinic/remittances/2026-01-05/a b+c%41é.835', bytesOf('ISA'));
      const entry = { key: 'clinic/remittances/2026-01-05/a b+c%41é.835', size: 3 };
      expect(await everyFile(files, 'inbox', 'clinic/')).toMatchObject([entry]);
      expect(textOf(await files.read('inbox', entry.key))).toBe('ISA');
      await expect(files.write('inbox', 'clinic/x', bytesOf('x'), 'any')).rejects.toThrow();
      expect(await files.write('inbox', 'clinic/x', bytesOf('x'), 'absent')).toBe('written');
      expect(await files.write('inbox', 'clinic/x', bytesOf('y'), 'absent')).toBe('exists');
      expect(textOf(await files.read('inbox', 'clinic/x'))).toBe('x');
    });
  });
}
