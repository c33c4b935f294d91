/** What receivers hold comes into the inbox once, whatever is repeated or breaks off. */
import { expect, test } from 'vitest';
import { registerPractice } from '../../shared/pipeline/each-practice.ts';
import { fetchAnswer, lateAnswers } from '../../shared/pipeline/fetch-answer.ts';
import { referenceKey } from '../../shared/pipeline/keys.ts';
import { step as poll } from '../../shared/pipeline/poll.ts';
import type { JsonObject, Ports } from '../../shared/pipeline/ports.ts';
import { versionKey } from '../../shared/pipeline/read-reference.ts';
import type { Barrier, Listing, Remote } from '../../shared/receiver/remote.ts';
import type { Receiver } from '../../shared/reference/reference.ts';
import { type PracticeId, practiceId } from '../../shared/values/ids.ts';
import { apiRow, sftpRow } from '../receiver/receiver-rows.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';

const clinic = practiceId('clinic');

type Shelf = {
  /** Contents by name; `later` is still being written, `gone` is listed and not there, `too-large` is that. */
  readonly files: Map<string, string>;
  readonly cursors: (string | null)[];
  barrier: Barrier | null;
  /** As whom we come there. */
  account: string;
};

function shelf(): Shelf {
  return { files: new Map(), cursors: [], barrier: null, account: 'fake-account' };
}

/** Two files a page where it is a list. */
function lineTo(held: Shelf, row: Receiver): Remote {
  const list = (cursor: string | null): Listing => {
    held.cursors.push(cursor);
    const all = [...held.files.keys()].map((name) => ({ id: `id-${name}`, name }));
    if (row.method === 'sftp') return { files: all, cursor: null, more: false };
    const from = Number(cursor ?? 0);
    const files = all.slice(from, from + 2);
    return { files, cursor: String(from + files.length), more: files.length > 0 };
  };
  return {
    shelf: `${held.account} ${row.answers}`,
    prepare: async () => 'unreached',
    commit: async () => ({ kind: 'gone' }),
    list: async (cursor) => held.barrier ?? list(cursor),
    fetch: async ({ name }) => {
      const content = held.files.get(name) ?? 'gone';
      const unread = (['later', 'gone', 'too-large'] as const).find((word) => word === content);
      return unread ?? Buffer.from(content);
    },
    close: async () => undefined,
  };
}

async function clinicWith(rows: readonly Receiver[], held: Shelf | null, now?: () => number) {
  const remotes = {
    open: async (_: unknown, row: Receiver) =>
      held ? lineTo(held, row) : ('secret-missing' as const),
    wait: async () => undefined,
  };
  const world = testPorts({ today: '2026-03-17', remotes, ...(now && { now }) });
  await registerPractice(world.ports, clinic);
  for (const row of rows) await putRow(world.ports, clinic, row);
  return world;
}

/** As a receivers.csv of that practice would. */
async function putRow(ports: Ports, practice: PracticeId, row: Receiver) {
  const key = referenceKey(practice, 'receivers', row.receiver);
  const item: JsonObject = { row: { kind: 'receivers', key: row.receiver, row } };
  const version = { version: rowsPut };
  rowsPut += 1;
  await ports.records.transact([
    { kind: 'put', store: 'reference', key, item, when: 'any' },
    { kind: 'put', store: 'reference', key: versionKey(practice), item: version, when: 'any' },
  ]);
}

let rowsPut = 1;

const told = { receive: () => async () => ({ event: 'received', counts: {} }), poll };

async function schedule(world: TestPorts) {
  await world.ports.queues.send('poll', [{ schedule: 'poll' }]);
  return world.drain(told);
}

function openItems({ records }: TestPorts) {
  return records
    .rows('work')
    .filter(({ item }) => item['state'] === 'open')
    .map(({ item }) => `${item['queue']} ${item['reason']}`);
}

const remittance =
  'ISA*00*          *00*          *ZZ*FAKE           *ZZ*FAKE           *260317*0800*^*00501*000000001*0*P*:~GS*HP*F*F*20260317*0800*1*X*005010X221A1~ST*835*0001~';

test('A directory is fetched once, under the day and the name that the first look gave it', async () => {
  const held = shelf();
  held.files.set('era-1.835', remittance);
  const world = await clinicWith([sftpRow], held);
  await schedule(world);
  const first = world.files.keys('inbox');
  expect(first).toEqual([expect.stringMatching(/^clinic\/remittances\/2026-03-17\/fake-sftp-/)]);
  world.onDay('2026-03-18');
  held.files.set('era-2.835', `${remittance}x`);
  await schedule(world);
  await schedule(world);
  expect(world.files.keys('inbox')).toEqual([...first, expect.stringContaining('2026-03-18')]);
});

test('A list goes on after its cursor, page by page, and keeps its place', async () => {
  const held = shelf();
  for (let n = 1; n <= 5; n += 1) held.files.set(`t${n}`, `${remittance}${n}`);
  const world = await clinicWith([apiRow], held);
  await schedule(world);
  expect(held.cursors).toEqual([null, '2', '4', '5']);
  expect(world.files.keys('inbox')).toHaveLength(5);
  await schedule(world);
  expect(held.cursors.slice(4)).toEqual(['5']);
  const received = (await schedule(world)).filter(({ queue }) => queue === 'receive');
  expect(received).toEqual([]);
});

/** A poll that breaks at its n-th call to a port. */
function breaking({ records, files, queues, ...ports }: Ports, at: number): Ports {
  let calls = 0;
  const call = async <T>(effect: () => Promise<T>): Promise<T> => {
    calls += 1;
    const result = await effect();
    if (calls === at) throw new Error('broken off');
    return result;
  };
  return {
    ...ports,
    records: {
      get: (...args) => call(() => records.get(...args)),
      query: (...args) => call(() => records.query(...args)),
      transact: (...args) => call(() => records.transact(...args)),
    },
    files: { ...files, write: (...args) => call(() => files.write(...args)) },
    queues: { send: (...args) => call(() => queues.send(...args)) },
  };
}

test.each([apiRow, sftpRow])(
  'Broken off after any call, a poll by $method fetches the rest, each file once and told',
  async (row) => {
    let broken = 0;
    for (let at = 1; at <= 60; at += 1) {
      const held = shelf();
      for (let n = 1; n <= 3; n += 1) held.files.set(`t${n}`, `${remittance}${n}`);
      const world = await clinicWith([row], held);
      const message = { practice: 'clinic', receiver: row.receiver };
      const one = poll(breaking(world.ports, at))(message);
      broken += await one.then(
        () => 0,
        () => 1,
      );
      world.onDay('2026-03-18');
      await poll(world.ports)(message);
      const keys = world.files.keys('inbox');
      expect(keys).toHaveLength(3);
      const toldKeys = world.queues.waiting('receive').map(({ message: { key } }) => key);
      expect(new Set(toldKeys)).toEqual(new Set(keys));
      expect(new Set(keys.map((key) => world.files.text('inbox', key))).size).toBe(3);
    }
    expect(broken).toBeGreaterThan(10);
  },
);

test('Two polls at once lay one file down', async () => {
  const held = shelf();
  held.files.set('era-1.835', remittance);
  const world = await clinicWith([sftpRow], held);
  const message = { practice: 'clinic', receiver: sftpRow.receiver };
  await Promise.all([poll(world.ports)(message), poll(world.ports)(message)]);
  expect(world.files.keys('inbox')).toHaveLength(1);
});

test('A receiver that is not reached has an owner until it is', async () => {
  const held = shelf();
  held.barrier = 'unreached';
  const world = await clinicWith([sftpRow], held);
  await schedule(world);
  expect(openItems(world)).toEqual(['follow-up answers-not-fetched fake-sftp unreached']);
  held.barrier = null;
  await schedule(world);
  expect(openItems(world)).toEqual([]);
});

test('So has one without a secret, and an answer that its list names and it has no more', async () => {
  const without = await clinicWith([apiRow], null);
  await schedule(without);
  expect(openItems(without)).toEqual(['follow-up answers-not-fetched fake-api secret-missing']);
  const held = shelf();
  held.files.set('t1', 'gone');
  held.files.set('t2', remittance);
  held.files.set('t3', 'too-large');
  const world = await clinicWith([apiRow], held);
  await schedule(world);
  expect(openItems(world).toSorted()).toEqual([
    'follow-up answer-missing fake-api id-t1',
    'follow-up answer-too-large fake-api id-t3',
  ]);
  expect(world.files.keys('inbox')).toHaveLength(1);
});

test('What is still being written waits for the next look, in a directory and in a list', async () => {
  for (const row of [sftpRow, apiRow]) {
    const held = shelf();
    held.files.set('t1', 'later');
    const world = await clinicWith([row], held);
    await schedule(world);
    expect(world.files.keys('inbox')).toEqual([]);
    held.files.set('t1', remittance);
    await schedule(world);
    expect(world.files.keys('inbox')).toHaveLength(1);
  }
});

test('Each receiver has a message of its own, and one that is not polled has none', async () => {
  const quiet = { ...apiRow, receiver: 'quiet', answers: '' };
  const world = await clinicWith([sftpRow, apiRow, quiet], shelf());
  const delivered = await schedule(world);
  expect(delivered.map(({ message }) => message['receiver'] ?? null)).toEqual([
    null,
    null,
    'fake-api',
    'fake-sftp',
  ]);
  expect(await poll(world.ports)({ practice: 'clinic', receiver: 'quiet' })).toMatchObject({
    event: 'not-polled',
  });
});

test.each([
  [
    'decisions',
    'decision_id,decided_on,by,action,target,amount\nD-1,2026-03-17,nobody,write-off,c,9.00',
  ],
  ['receivers', 'receiver,method,host,path,answers,user,host_key\nx,https,evil.example,/,,,'],
  ['claims', remittance.replace('X221A1', 'X222A1').replace('ST*835', 'ST*837')],
])(
  'A receiver that holds %s for us is not obeyed: a person looks, and the rest goes on',
  async (_, content) => {
    const held = shelf();
    held.files.set('t1', content);
    held.files.set('t2', remittance);
    const world = await clinicWith([sftpRow], held);
    await schedule(world);
    await schedule(world);
    expect(world.files.keys('inbox')).toEqual([expect.stringContaining('/remittances/')]);
    expect(openItems(world)).toEqual(['follow-up answer-is-none fake-sftp id-t1']);
  },
);

test('Two answers whose long ids begin alike are two files', async () => {
  const held = shelf();
  const stem = 'transaction-of-the-fake-clearinghouse';
  held.files.set(`${stem}-1`, remittance);
  held.files.set(`${stem}-2`, `${remittance}2`);
  const world = await clinicWith([apiRow], held);
  await schedule(world);
  expect(world.files.keys('inbox')).toHaveLength(2);
});

test('One answer that can not be had holds up none behind it, has an owner from the second time on, and comes', async () => {
  for (const row of [sftpRow, apiRow]) {
    const held = shelf();
    for (let n = 1; n <= 5; n += 1)
      held.files.set(`t${n}`, n === 2 ? 'later' : `${remittance}${n}`);
    const world = await clinicWith([row], held);
    await schedule(world);
    expect(world.files.keys('inbox')).toHaveLength(4);
    expect(openItems(world)).toEqual([]);
    await schedule(world);
    expect(openItems(world)).toEqual([`follow-up answer-late ${row.receiver} id-t2`]);
    held.files.set('t2', remittance);
    await schedule(world);
    expect(world.files.keys('inbox')).toHaveLength(5);
    expect(openItems(world)).toEqual([]);
  }
});

test('What a directory has no more is not waited for', async () => {
  const held = shelf();
  held.files.set('t1', 'later');
  const world = await clinicWith([sftpRow], held);
  await schedule(world);
  await schedule(world);
  expect(openItems(world)).toHaveLength(1);
  held.files.clear();
  await schedule(world);
  expect(openItems(world)).toEqual([]);
});

test('A host that shows another key is left alone until its row is another, or a person says so', async () => {
  const held = shelf();
  held.barrier = 'host-unproven';
  const world = await clinicWith([sftpRow], held);
  await schedule(world);
  expect(openItems(world)).toEqual(['follow-up answers-not-fetched fake-sftp host-unproven']);
  held.barrier = null;
  world.onDay('2026-04-17');
  await schedule(world);
  expect(held.cursors).toEqual([]);
  await poll(world.ports)({ practice: 'clinic', receiver: sftpRow.receiver, again: true });
  expect(held.cursors).toHaveLength(1);
  expect(openItems(world)).toEqual([]);
});

test('A login that was refused is not tried again at once', async () => {
  const held = shelf();
  held.barrier = 'login-refused';
  let now = 0;
  const world = await clinicWith([apiRow], held, () => now);
  await schedule(world);
  held.barrier = null;
  await schedule(world);
  expect(openItems(world)).toEqual(['follow-up answers-not-fetched fake-api login-refused']);
  now = 60 * 60_000;
  await schedule(world);
  expect(openItems(world)).toEqual([]);
});

test('Two practices that fetch from one account get nothing of it, until one has moved', async () => {
  const held = shelf();
  const world = await clinicWith([sftpRow], held);
  await schedule(world);
  held.files.set('era-1.835', remittance);
  const other = practiceId('other');
  await registerPractice(world.ports, other);
  await putRow(world.ports, other, sftpRow);
  await poll(world.ports)({ practice: other, receiver: sftpRow.receiver });
  await poll(world.ports)({ practice: clinic, receiver: sftpRow.receiver });
  const refused = 'follow-up answers-not-fetched fake-sftp shelf-shared';
  expect(openItems(world)).toEqual([refused, refused]);
  expect(world.files.keys('inbox')).toEqual([]);
  await putRow(world.ports, other, { ...sftpRow, answers: '/of-the-other' });
  await poll(world.ports)({ practice: clinic, receiver: sftpRow.receiver });
  expect(world.files.keys('inbox')).toEqual([expect.stringMatching(/^clinic\//)]);
});

test('A thousand hints at once are a few looks, and one after the last look is looked at', async () => {
  const held = shelf();
  held.files.set('t1', remittance);
  let now = 1_000_000;
  const world = await clinicWith([apiRow], held, () => now);
  const hint = { practice: clinic, receiver: apiRow.receiver, hintedAt: now };
  await world.ports.queues.send(
    'poll',
    Array.from({ length: 500 }, () => hint),
  );
  now += 5000;
  await world.ports.queues.send(
    'poll',
    Array.from({ length: 500 }, () => hint),
  );
  const events = (await world.drain(told)).map(({ outcome }) => outcome.event);
  expect(events.filter((event) => event === 'polled')).toHaveLength(1);
  expect(events.filter((event) => event === 'hint-known')).toHaveLength(999);
  held.files.set('t2', `${remittance}2`);
  await world.ports.queues.send('poll', [{ ...hint, hintedAt: now }]);
  await world.drain(told);
  expect(world.files.keys('inbox')).toHaveLength(2);
});

test('A hint is not taken for known while pages are left, or while the receiver could not be read', async () => {
  const held = shelf();
  for (let n = 0; n < 101; n += 1) held.files.set(`t${n}`, `${remittance}${n}`);
  let now = 1_000_000;
  const world = await clinicWith([apiRow], held, () => now);
  const hint = { practice: clinic, receiver: apiRow.receiver, hintedAt: now };
  now += 5000;
  held.barrier = 'unreached';
  await world.ports.queues.send('poll', [hint]);
  await world.drain(told);
  held.barrier = null;
  for (const files of [100, 101]) {
    await world.ports.queues.send('poll', [hint]);
    await world.drain(told);
    expect(world.files.keys('inbox')).toHaveLength(files);
  }
});

test('An answer that one poll finds late while another takes it in has nobody who is asked about it', async () => {
  const world = testPorts({ today: '2026-03-17' });
  const { ports } = world;
  const file = { id: 'id-a', name: 'a' };
  const held = shelf();
  held.files.set('a', remittance);
  const line = { practice: clinic, row: apiRow, remote: lineTo(held, apiRow) };
  const late = { ...file, tries: 1 };
  const overtaken: Remote = {
    ...line.remote,
    fetch: async () => {
      await fetchAnswer(ports, line, file, late);
      return 'later';
    },
  };
  await fetchAnswer(ports, { ...line, remote: overtaken }, file, late);
  const open = world.records.rows('work').filter(({ item }) => item['state'] === 'open');
  expect(open).toEqual([]);
  expect(await lateAnswers(ports, line)).toEqual([]);
  expect(world.files.keys('inbox')).toHaveLength(1);
});
