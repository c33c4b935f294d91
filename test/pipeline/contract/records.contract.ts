/** What every Records adapter promises; a test file runs this over each of them. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Action, Item, Page, Query, Records, Stored } from '../../../shared/pipeline/ports.ts';

const key = (sort: string, partition = 'clinic#a') => ({ partition, sort });

function put(sort: string, item: Item, when: 'absent' | 'any' = 'absent'): Action {
  return { kind: 'put', store: 'claims', key: key(sort), item, when };
}

function replace(sort: string, item: Item, version: number): Action {
  return { kind: 'put', store: 'claims', key: key(sort), item, when: { version } };
}

const remove = (sort: string): Action => ({ kind: 'remove', store: 'claims', key: key(sort) });

const inIndex = (place: string, rest: Item = {}): Item => ({
  practice: 'clinic',
  claimPart: place,
  ...rest,
});

async function* pagesOf(records: Records, query: Query): AsyncGenerator<Page> {
  let cursor: string | null = null;
  for (let pages = 0; pages < 1000; pages += 1) {
    const page: Page = await records.query(cursor === null ? query : { ...query, cursor });
    yield page;
    cursor = page.cursor;
    if (cursor === null) return;
  }
  throw new Error('the pages do not end');
}

async function rowsOf(records: Records, query: Query): Promise<readonly Stored[]> {
  const rows: Stored[] = [];
  for await (const page of pagesOf(records, query)) {
    expect(page.rows.length).toBeLessThanOrEqual(query.limit ?? 1000);
    rows.push(...page.rows);
  }
  return rows;
}

/** `settled` waits until indexes have caught up, where an adapter's indexes lag. */
export function recordsContract(name: string, open: () => { records: Records; settled(): void }) {
  describe(`records: ${name}`, () => {
    let records: Records;
    let settled: () => void;
    beforeEach(() => {
      ({ records, settled } = open());
    });

    const get = (sort: string) => records.get('claims', key(sort));
    const done = { done: true };
    const cancelled = (...reasons: unknown[]) => ({ done: false, reasons });

    const everyRow = (query: Query) => rowsOf(records, query);

    const sorts = async (query: Omit<Query, 'store' | 'partition'> = {}) =>
      (await everyRow({ store: 'claims', partition: 'clinic#a', ...query })).map(
        (row) => row.key.sort,
      );

    async function fill(...names: readonly string[]) {
      for (const sort of names) {
        expect(await records.transact([put(sort, { sort })])).toEqual(done);
      }
    }

    describe('one item', () => {
      it('is not there before it is put, and there at once after', async () => {
        expect(await get('head')).toBeNull();
        await records.transact([put('head', { a: [1, 'x', null, { deep: true }], cents: -5 })]);
        expect(await get('head')).toEqual({ a: [1, 'x', null, { deep: true }], cents: -5 });
      });

      it('is a copy: neither its author nor its reader can change it later', async () => {
        const list = [1];
        await records.transact([put('head', { list })]);
        list.push(2);
        expect(await get('head')).toEqual({ list: [1] });
      });

      it('keeps text of any script, and attributes named like the key of its store', async () => {
        const item = { part: 'own', practiceClaim: 'own', name: 'Zoë 漢字 🏥', empty: '' };
        await records.transact([put('head', item)]);
        expect(await get('head')).toEqual(item);
      });

      it('is not replaced by put-if-absent', async () => {
        await records.transact([put('head', { first: true })]);
        expect(await records.transact([put('head', { first: false })])).toEqual(
          cancelled('exists'),
        );
        expect(await get('head')).toEqual({ first: true });
      });

      it('is replaced whole by an unconditional put', async () => {
        await records.transact([put('head', { old: 1, both: 1 })]);
        expect(await records.transact([put('head', { both: 2 }, 'any')])).toEqual(done);
        expect(await get('head')).toEqual({ both: 2 });
      });

      it('is replaced by version only when it has that version', async () => {
        await records.transact([put('head', { version: 1 })]);
        expect(await records.transact([replace('head', { version: 2 }, 1)])).toEqual(done);
        expect(await records.transact([replace('head', { version: 2 }, 1)])).toEqual(
          cancelled('version'),
        );
        expect(await records.transact([replace('none', { version: 2 }, 1)])).toEqual(
          cancelled('missing'),
        );
        expect(await get('head')).toEqual({ version: 2 });
        expect(await get('none')).toBeNull();
      });

      it('without a version has none to match', async () => {
        await records.transact([put('head', { version: 'one' }), put('bare', {})]);
        expect(await records.transact([replace('head', {}, 1), replace('bare', {}, 1)])).toEqual(
          cancelled('version', 'version'),
        );
      });

      it('is forgotten on request; forgetting nothing is no objection', async () => {
        await records.transact([put('head', {})]);
        expect(await records.transact([remove('head')])).toEqual(done);
        expect(await get('head')).toBeNull();
        expect(await records.transact([remove('head')])).toEqual(done);
      });
    });

    describe('a transaction', () => {
      it('writes all of its actions, over several stores', async () => {
        await records.transact([put('head', { version: 1 }), put('old', {})]);
        const entry = { kind: 'remit' };
        const actions: Action[] = [
          { kind: 'put', store: 'ledger', key: key('entry'), item: entry, when: 'absent' },
          replace('head', { version: 2 }, 1),
          remove('old'),
        ];
        expect(await records.transact(actions)).toEqual(done);
        expect(await records.get('ledger', key('entry'))).toEqual(entry);
        expect(await get('head')).toEqual({ version: 2 });
        expect(await get('old')).toBeNull();
      });

      it('writes nothing when one action objects, and says which and why', async () => {
        await records.transact([put('taken', { version: 3 })]);
        const answer = await records.transact([
          put('new', {}),
          put('taken', {}),
          replace('missing', {}, 1),
          remove('also-new'),
        ]);
        expect(answer).toEqual(cancelled(null, 'exists', 'missing', null));
        expect(await sorts()).toEqual(['taken']);
      });

      it('of nothing is done', async () => {
        expect(await records.transact([])).toEqual(done);
      });

      it('takes 100 actions; 101 are a bug', async () => {
        const actions = Array.from({ length: 101 }, (_, n) => put(`n${n}`, { n }));
        await expect(records.transact(actions)).rejects.toThrow();
        expect(await sorts()).toEqual([]);
        expect(await records.transact(actions.slice(1))).toEqual(done);
        expect(await sorts()).toHaveLength(100);
      });

      it('names a key once; twice is a bug', async () => {
        const twice = [put('head', {}), remove('head')];
        await expect(records.transact(twice)).rejects.toThrow();
        expect(await get('head')).toBeNull();
      });

      it('takes an item of 400 KB; more is a bug', async () => {
        const text = (bytes: number) => 'é'.repeat(bytes / 2);
        await expect(records.transact([put('head', { text: text(400 * 1024) })])).rejects.toThrow();
        expect(await get('head')).toBeNull();
        expect(await records.transact([put('head', { text: text(399 * 1024) })])).toEqual(done);
      });

      it('takes 4 MB in all; more is a bug', async () => {
        const text = 'x'.repeat(390 * 1024);
        const actions = Array.from({ length: 11 }, (_, n) => put(`n${n}`, { text }));
        await expect(records.transact(actions)).rejects.toThrow();
        expect(await sorts()).toEqual([]);
      });

      it.each([
        ['an empty sort', put('', {})],
        ['a sort beyond ASCII', put('é', {})],
        ['a control character', put('a\n', {})],
        ['a sort above 1,024 bytes', put('x'.repeat(1025), {})],
        ['a number in an index', put('head', { practice: 5, claimPart: 'a' })],
        ['an empty text in an index', put('head', { practice: '', claimPart: 'a' })],
      ])('with %s is a bug', async (_, action) => {
        await expect(records.transact([put('other', {}), action])).rejects.toThrow();
        expect(await sorts()).toEqual([]);
      });
    });

    describe('an append-only store', () => {
      const entry = { store: 'ledger', key: key('entry') } as const;

      it('keeps an entry as it was first put', async () => {
        const first: Action = { kind: 'put', ...entry, item: { cents: 1 }, when: 'absent' };
        const again: Action = { kind: 'put', ...entry, item: { cents: 2 }, when: 'absent' };
        expect(await records.transact([first])).toEqual(done);
        expect(await records.transact([again])).toEqual(cancelled('exists'));
        expect(await records.get('ledger', key('entry'))).toEqual({ cents: 1 });
      });

      it('knows no replacement or removal, neither by type nor at run time', async () => {
        await records.transact([{ kind: 'put', ...entry, item: { cents: 1 }, when: 'absent' }]);
        const attempts: unknown[] = [
          { kind: 'put', ...entry, item: { cents: 2 }, when: 'any' },
          { kind: 'put', ...entry, item: { cents: 2 }, when: { version: 1 } },
          { kind: 'remove', ...entry },
        ];
        for (const attempt of attempts) {
          const actions = JSON.parse(JSON.stringify([attempt]));
          await expect(records.transact(actions)).rejects.toThrow();
        }
        expect(await records.get('ledger', key('entry'))).toEqual({ cents: 1 });
      });
    });

    describe('a query', () => {
      it('answers a partition in byte order of its sorts, forth and back', async () => {
        const mixed = ['a', 'B', 'b#1', '10', '9', 'a#', 'a-', 'aa', 'A', '~', '#', 'a b', ' '];
        await fill(...mixed);
        const ordered = [' ', '#', '10', '9', 'A', 'B', 'a', 'a b', 'a#', 'a-', 'aa', 'b#1', '~'];
        expect(await sorts()).toEqual(ordered);
        expect(await sorts({ descending: true })).toEqual(ordered.toReversed());
      });

      it('answers its partition alone, with keys and items', async () => {
        await fill('one');
        const other: Action = {
          kind: 'put',
          store: 'claims',
          key: key('two', 'clinic#ab'),
          item: {},
          when: 'absent',
        };
        await records.transact([other]);
        expect(await everyRow({ store: 'claims', partition: 'clinic#a' })).toEqual([
          { key: key('one'), item: { sort: 'one' } },
        ]);
        expect(await everyRow({ store: 'claims', partition: 'clinic' })).toEqual([]);
      });

      it('keeps to a prefix and starts after a sort', async () => {
        await fill('a', 'v#1', 'v#2', 'v#20', 'v#3', 'w', 'v');
        expect(await sorts({ sortPrefix: 'v#' })).toEqual(['v#1', 'v#2', 'v#20', 'v#3']);
        expect(await sorts({ after: 'v#2' })).toEqual(['v#20', 'v#3', 'w']);
        expect(await sorts({ after: 'v#2', descending: true })).toEqual(['w', 'v#3', 'v#20']);
        expect(await sorts({ sortPrefix: 'v#', after: 'v#2' })).toEqual(['v#20', 'v#3']);
        expect(await sorts({ sortPrefix: 'v#', after: 'a' })).toHaveLength(4);
        expect(await sorts({ sortPrefix: 'a', after: 'v' })).toEqual([]);
        expect(await sorts({ sortPrefix: 'zz' })).toEqual([]);
        expect(await sorts({ after: 'not-there' })).toEqual([
          'v',
          'v#1',
          'v#2',
          'v#20',
          'v#3',
          'w',
        ]);
      });

      it.each([1, 2, 3, 7])('answers everything once in pages of %i', async (limit) => {
        const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
        await fill(...names);
        expect(await sorts({ limit })).toEqual(names);
        expect(await sorts({ limit, descending: true })).toEqual(names.toReversed());
        expect(await sorts({ limit, after: 'b' })).toEqual(names.slice(2));
        expect(await sorts({ limit, after: 'b', descending: true })).toEqual(
          names.slice(2).toReversed(),
        );
      });

      it('goes on where its cursor stands, whatever was written in between', async () => {
        await fill('a', 'c', 'e', 'g');
        const seen: string[] = [];
        const query: Query = { store: 'claims', partition: 'clinic#a', limit: 2 };
        for await (const { rows } of pagesOf(records, query)) {
          const names = rows.map((row) => row.key.sort);
          seen.push(...names);
          await records.transact(names.map(remove));
          if (names.includes('c')) await fill('a0', 'f');
        }
        expect(seen).toEqual(['a', 'c', 'e', 'f', 'g']);
      });
    });

    describe('an index', () => {
      const index = async (partition = 'clinic', query: Partial<Query> = {}) => {
        settled();
        const rows = await everyRow({ store: 'claims', index: 'byPractice', partition, ...query });
        return rows.map((row) => row.item['claimPart']);
      };

      it('holds the items that have both of its attributes, in the order of its sort', async () => {
        await records.transact([
          put('1', inIndex('b')),
          put('2', inIndex('B')),
          put('3', { practice: 'clinic' }),
          put('4', { claimPart: 'a' }),
          put('5', { practice: 'other', claimPart: 'o' }),
        ]);
        expect(await index()).toEqual(['B', 'b']);
        expect(await index('other')).toEqual(['o']);
      });

      it('answers keys of the store and whole items, or its own keys alone', async () => {
        const item = inIndex('b', { practiceStage: 'clinic#ready', cents: 5 });
        await records.transact([put('1', item)]);
        settled();
        const [whole, keys] = [
          { index: 'byPractice', partition: 'clinic' },
          { index: 'byStage', partition: 'clinic#ready' },
        ];
        expect(await everyRow({ store: 'claims', ...whole })).toEqual([{ key: key('1'), item }]);
        expect(await everyRow({ store: 'claims', ...keys })).toEqual([
          { key: key('1'), item: { practiceStage: 'clinic#ready', claimPart: 'b' } },
        ]);
      });

      it('follows an item that moves, changes, leaves, comes back and goes', async () => {
        await records.transact([put('1', inIndex('b')), put('2', inIndex('c'))]);
        await records.transact([put('1', inIndex('d'), 'any')]);
        expect(await index()).toEqual(['c', 'd']);
        await records.transact([put('1', {}, 'any')]);
        expect(await index()).toEqual(['c']);
        await records.transact([put('1', inIndex('a', { paid: 1 }), 'any')]);
        await records.transact([put('1', inIndex('a', { paid: 2 }), 'any')]);
        settled();
        const query: Query = { store: 'claims', index: 'byPractice', partition: 'clinic' };
        expect((await everyRow(query)).map((row) => row.item['paid'] ?? null)).toEqual([2, null]);
        await records.transact([remove('1')]);
        expect(await index()).toEqual(['c']);
      });

      it.each([1, 2, 3])(
        'pages by %i through equal sorts without loss or repeat',
        async (limit) => {
          const names = ['1', '2', '3', '4', '5', '6', '7'];
          await records.transact(names.map((n) => put(n, inIndex(n < '6' ? 'same' : 'zz'))));
          for (const descending of [false, true]) {
            settled();
            const rows = await everyRow({
              store: 'claims',
              index: 'byPractice',
              partition: 'clinic',
              limit,
              descending,
            });
            expect(rows.map((row) => row.key.sort).sort()).toEqual(names);
            expect(rows.at(descending ? 0 : -1)?.item['claimPart']).toBe('zz');
          }
          expect(await index('clinic', { limit, after: 'same' })).toEqual(['zz', 'zz']);
          expect(await index('clinic', { limit, sortPrefix: 'sam' })).toHaveLength(5);
        },
      );

      it('that the topology lacks is a bug', async () => {
        const query: Query = { store: 'claims', index: 'byNobody', partition: 'clinic' };
        await expect(records.query(query)).rejects.toThrow();
      });
    });
  });
}
