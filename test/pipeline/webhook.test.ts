/** A receiver calls: what is signed and new is stored and then answered; everything else learns nothing. */
import { expect, test } from 'vitest';
import { answerFolder, answerKinds } from '../../shared/pipeline/take-answer.ts';
import { answerFolders } from '../../shared/pipeline/topology.ts';
import {
  answerWebhook,
  secretsIn,
  type WebhookCall,
  type WebhookPorts,
  webhookMaxBytes,
} from '../../shared/pipeline/webhook.ts';
import { signatureWith } from '../../shared/receiver/signature.ts';
import { testPorts } from '../support/ports.ts';

const secret = 'whsec_ZmFrZS1zZWNyZXQtb2YtMjQtYnl0ZXMtb25seQ==';
const next = 'whsec_bmV4dC1zZWNyZXQtb2YtMjQtYnl0ZXMtb25seQ==';
const began = 1_773_763_200_000;

type Event = { id?: string; at?: number; body?: string; by?: string; receiver?: string };

/** As a sender would: signed over the bytes, at its own time. */
function call({
  id = 'msg_1',
  at = began,
  body = '{"type":"x"}',
  by = secret,
  receiver = 'fake-api',
}: Event = {}): WebhookCall {
  const timestamp = String(Math.floor(at / 1000));
  const bytes = Buffer.from(body);
  const signature = signatureWith(by, { id, timestamp, body: bytes });
  return {
    practice: 'clinic',
    receiver,
    headers: { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature },
    body: bytes,
  };
}

function clinic(secrets = secret) {
  let now = began;
  const world = testPorts({ today: '2026-03-17', now: () => now });
  const ports: WebhookPorts = {
    ...world.ports,
    secrets: async (practice, receiver) =>
      practice === 'clinic' && receiver === 'fake-api' ? secretsIn(secrets) : [],
  };
  return {
    ...world,
    ports,
    answer: (event: WebhookCall) => answerWebhook(ports, event),
    later: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const file =
  'ISA*00*          *00*          *ZZ*FAKE           *ZZ*FAKE           *260317*0800*^*00501*000000001*0*P*:~GS*HN*F*F*20260317*0800*1*X*005010X214~ST*277*0001~';

test('An event is stored as it came, and makes the poller look', async () => {
  const world = clinic();
  const body = '{ "type": "transaction.processed.v2",\n "id": "fake" }';
  expect(await world.answer(call({ body }))).toBe(204);
  expect(world.queues.waiting()).toEqual([
    { queue: 'poll', message: { practice: 'clinic', receiver: 'fake-api', hintedAt: began } },
  ]);
  const [row] = world.records.rows('exchanges');
  expect(Buffer.from(String(row?.item['hint']), 'base64').toString()).toBe(body);
  expect(row?.item['expiresAt']).toBe(began / 1000 + 90 * 86_400);
  expect(world.files.keys('inbox')).toEqual([]);
});

test('Answers go into the folders that the topology opens to them, and into no other', () => {
  const folders = new Set(answerKinds.map(answerFolder));
  expect([...folders].sort()).toEqual([...answerFolders].sort());
});

test('What a call leaves lies apart from deliveries and cursors', async () => {
  const world = clinic();
  await world.answer(call());
  const partitions = world.records.rows('exchanges').map(({ key }) => key.partition);
  expect(partitions).toEqual(['clinic#webhooks']);
});

test('A file is laid into the inbox, in the folder of what it is', async () => {
  const world = clinic();
  expect(await world.answer(call({ body: file }))).toBe(204);
  const [key = ''] = world.files.keys('inbox');
  expect(key).toMatch(/^clinic\/acknowledgments\/2026-03-17\/fake-api-[0-9a-f]{32}\.edi$/);
  expect(world.files.text('inbox', key)).toBe(file);
  expect(world.queues.waiting()).toEqual([
    { queue: 'receive', message: { practice: 'clinic', key } },
  ]);
});

test('A sender that missed our answer signs anew and is told that all is well; nothing is stored again', async () => {
  const world = clinic();
  expect(await world.answer(call({ body: file }))).toBe(204);
  world.later(5 * 60_000);
  expect(await world.answer(call({ body: file, at: began + 300_000 }))).toBe(204);
  world.later(24 * 3_600_000);
  world.onDay('2026-03-18');
  expect(await world.answer(call({ body: file, at: began + 86_700_000 }))).toBe(204);
  expect(world.files.keys('inbox')).toHaveLength(1);
  expect(world.queues.waiting()).toHaveLength(1);
});

test('The same call once more is a replay', async () => {
  const world = clinic();
  expect(await world.answer(call())).toBe(204);
  expect(await world.answer(call())).toBe(400);
  expect(world.queues.waiting()).toHaveLength(1);
});

test('What broke off before it was taken in is taken in also by a sender that does not sign anew', async () => {
  const world = clinic();
  const broken = { ...world.ports, queues: { send: () => Promise.reject(new Error('stopped')) } };
  await expect(answerWebhook(broken, call({ body: file }))).rejects.toThrow('stopped');
  expect(await world.answer(call({ body: file }))).toBe(204);
  expect(world.queues.waiting('receive')).toHaveLength(1);
  expect(world.files.keys('inbox')).toHaveLength(1);
});

test('Claims that a receiver sends are no answer: nothing of them comes into the inbox', async () => {
  const world = clinic();
  const claims = file.replace('*005010X214', '*005010X222A1').replace('ST*277', 'ST*837');
  expect(await world.answer(call({ body: claims }))).toBe(204);
  expect(world.files.keys('inbox')).toEqual([]);
  expect(world.queues.waiting().map(({ queue }) => queue)).toEqual(['poll']);
});

test('An id with another body is refused', async () => {
  const world = clinic();
  expect(await world.answer(call())).toBe(204);
  expect(await world.answer(call({ body: '{"type":"y"}', at: began + 1000 }))).toBe(400);
});

test('While secrets change both count; then the old one does not', async () => {
  const both = clinic(`${next} ${secret}`);
  expect(await both.answer(call({ id: 'a' }))).toBe(204);
  expect(await both.answer(call({ id: 'b', by: next }))).toBe(204);
  const after = clinic(next);
  expect(await after.answer(call({ id: 'c' }))).toBe(401);
  expect(await after.answer(call({ id: 'd', by: next }))).toBe(204);
});

test.each<[string, WebhookCall, number]>([
  ['another secret', call({ by: next }), 401],
  ['an old time', call({ at: began - 301_000 }), 401],
  ['a time to come', call({ at: began + 301_000 }), 401],
  ['another body', { ...call(), body: Buffer.from('{"type":"z"}') }, 401],
  ['a receiver that has no secret', call({ receiver: 'nobody' }), 401],
  ['a practice that is none', { ...call(), practice: '../clinic' }, 401],
  ['a receiver that is none', { ...call(), receiver: 'a/b' }, 401],
  ['no headers', { ...call(), headers: {} }, 400],
  ['an id that is none', { ...call(), headers: { ...call().headers, 'webhook-id': 'a b' } }, 400],
  ['too much', { ...call(), body: Buffer.alloc(webhookMaxBytes + 1) }, 413],
  ['a hint that is a book', call({ body: 'x'.repeat(200_001) }), 413],
])('%s is turned away, and nothing is stored', async (_, wrong, status) => {
  const world = clinic();
  expect(await world.answer(wrong)).toBe(status);
  expect(world.records.rows('exchanges')).toEqual([]);
  expect(world.queues.size()).toBe(0);
});

test('Stopped after any call, the sender tries again and it comes in once', async () => {
  let stopped = 0;
  for (let at = 1; at <= 8; at += 1) {
    const world = clinic();
    let calls = 0;
    const once = async <T>(effect: () => Promise<T>): Promise<T> => {
      calls += 1;
      const result = await effect();
      if (calls === at) throw new Error('stopped');
      return result;
    };
    const { records, files, queues } = world.ports;
    const stopping: WebhookPorts = {
      ...world.ports,
      records: {
        ...records,
        get: (...args) => once(() => records.get(...args)),
        transact: (...args) => once(() => records.transact(...args)),
      },
      files: { ...files, write: (...args) => once(() => files.write(...args)) },
      queues: { send: (...args) => once(() => queues.send(...args)) },
    };
    stopped += await answerWebhook(stopping, call({ body: file })).then(
      () => 0,
      () => 1,
    );
    world.later(300_000);
    expect(await world.answer(call({ body: file, at: began + 300_000 }))).toBe(204);
    expect(world.files.keys('inbox')).toHaveLength(1);
    expect(world.queues.waiting('receive').length).toBeGreaterThan(0);
  }
  expect(stopped).toBeGreaterThan(2);
});
