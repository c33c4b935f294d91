/** How a delivery ends where no fault is to blame: refused, too large, without a secret, and sent again by a person. */
import { describe, expect, test } from 'vitest';
import { step as deliver } from '../../shared/pipeline/deliver.ts';
import { registerPractice } from '../../shared/pipeline/each-practice.ts';
import { handOver, outboxPath } from '../../shared/pipeline/hand-over.ts';
import { referenceKey } from '../../shared/pipeline/keys.ts';
import type { JsonObject } from '../../shared/pipeline/ports.ts';
import { versionKey } from '../../shared/pipeline/read-reference.ts';
import { step as sweep } from '../../shared/pipeline/sweep.ts';
import type { Answer, Outgoing, Remote } from '../../shared/receiver/remote.ts';
import { practiceId } from '../../shared/values/ids.ts';
import { apiRow, sftpRow } from '../receiver/receiver-rows.ts';
import { testPorts } from '../support/ports.ts';

const practice = practiceId('clinic');
const file = { practice, receiver: 'fake-api', name: 'clinic-2026-03-17-000000001.837' };
const bytes = Buffer.from('ISA*first~');

/** Answers in turn; the last one stays. */
async function clinic(answers: readonly Answer[], held = bytes) {
  const sent: Outgoing[] = [];
  let secret = true;
  const line: Remote = {
    shelf: 'shelf',
    prepare: async () => 'ready',
    commit: async (outgoing) => {
      sent.push(outgoing);
      return answers[Math.min(sent.length, answers.length) - 1] ?? { kind: 'gone' };
    },
    list: async () => 'unreached',
    fetch: async () => 'gone',
    close: async () => undefined,
  };
  const remotes = {
    open: async () => (secret ? line : ('secret-missing' as const)),
    wait: async () => undefined,
  };
  const world = testPorts({ today: '2026-03-17', remotes });
  const { ports } = world;
  await registerPractice(ports, practice);
  const key = referenceKey(practice, 'receivers', apiRow.receiver);
  const item: JsonObject = { row: { kind: 'receivers', key: apiRow.receiver, row: apiRow } };
  await ports.records.transact([{ kind: 'put', store: 'reference', key, item, when: 'absent' }]);
  await ports.files.write('outbox', outboxPath(file), held, 'absent');
  expect(await handOver(ports, file, held)).toEqual({ outcome: 'handed' });
  const open = () =>
    world.records
      .rows('work')
      .filter((row) => row.item['state'] === 'open')
      .map((row) => `${row.item['queue']} ${row.item['reason']}`);
  return {
    ...world,
    sent,
    open,
    setSecret: (there: boolean) => {
      secret = there;
    },
    deliver: (again = false) => deliver(ports)(again ? { ...file, again } : file),
  };
}

const accepted: Answer = { kind: 'accepted', trace: 'trace-1', reply: null };
const refused: Answer = { kind: 'refused', code: 'http-400', reply: null };
const lost: Answer = { kind: 'lost', code: 'no-answer', afterMs: null };
const busy: Answer = { kind: 'busy', code: 'http-429', afterMs: null };

describe('a delivery', () => {
  test('that is accepted lies in outbound, is not tried again, and nobody is asked', async () => {
    const world = await clinic([accepted]);
    expect(await world.deliver()).toEqual({ event: 'delivery-ended', counts: { accepted: 1 } });
    expect(await world.deliver()).toEqual({ event: 'delivery-known', counts: {} });
    await handOver(world.ports, file, bytes);
    expect(await world.deliver()).toEqual({ event: 'delivery-known', counts: {} });
    expect(world.sent).toHaveLength(1);
    expect(world.files.text('outbound', `fake-api/${file.name}`)).toBe('ISA*first~');
    expect(world.open()).toEqual([]);
  });

  test('that is busy or lost goes again under the same key, and waits with an owner', async () => {
    const world = await clinic([busy, lost, busy, lost, accepted]);
    expect(await world.deliver()).toEqual({ event: 'delivery-waits', counts: { waiting: 1 } });
    expect(world.open()).toEqual([`follow-up delivery-waits ${file.name} no-answer`]);
    expect(world.files.keys('outbound')).toEqual([]);
    await world.ports.queues.send('sweep', [{ practice, inbox: false }]);
    await world.drain({ sweep, deliver });
    expect(world.open()).toEqual([]);
    expect(new Set(world.sent.map(({ key }) => key)).size).toBe(1);
    expect(world.sent).toHaveLength(5);
  });

  test('that is refused lies with a person, who alone may send it again, as another delivery', async () => {
    const world = await clinic([refused, accepted]);
    await world.deliver();
    expect(world.open()).toEqual([`follow-up delivery-refused ${file.name} http-400`]);
    await world.deliver();
    expect(world.sent).toHaveLength(1);
    await world.deliver(true);
    expect(world.open()).toEqual([]);
    expect(world.sent[1]?.key).not.toBe(world.sent[0]?.key);
    await world.deliver(true);
    expect(world.sent).toHaveLength(2);
  });

  test('that is refused after an unclear try is unknown: the first may have arrived', async () => {
    const world = await clinic([lost, refused]);
    await world.deliver();
    expect(world.open()).toEqual([`follow-up delivery-unknown ${file.name}`]);
  });

  test('that is refused with a 277CA leaves the claims to it', async () => {
    const reply = Buffer.from('ISA*00*answer~');
    const world = await clinic([{ kind: 'refused', code: 'http-400', reply }]);
    await world.deliver();
    expect(world.open()).toEqual([]);
    const [key = ''] = world.files.keys('inbox');
    expect(world.files.text('inbox', key)).toBe('ISA*00*answer~');
    expect(world.queues.waiting('receive')).toEqual([
      { queue: 'receive', message: { practice, key } },
    ]);
  });

  test.each([
    [
      'accepted',
      'ISA*00*          *00*          *ZZ*FAKE           *ZZ*FAKE           *260317*0800*^*00501*000000001*0*P*:~GS*HC*F*F*20260317*0800*1*X*005010X222A1~ST*837*0001~',
    ],
    ['refused', 'decision_id,action'],
  ])(
    'that is %s with what no receiver has to say: nothing of that comes into the inbox',
    async (kind, said) => {
      const reply = Buffer.from(said);
      const answer: Answer =
        kind === 'accepted' ? { ...accepted, reply } : { kind: 'refused', code: 'http-400', reply };
      const world = await clinic([answer]);
      await world.deliver();
      expect(world.files.keys('inbox')).toEqual([]);
      const asked = [`follow-up delivery-refused ${file.name} http-400`];
      expect(world.open()).toEqual(kind === 'accepted' ? [] : asked);
    },
  );

  test.each([
    { ...apiRow, host: 'elsewhere.fake.example' },
    { ...sftpRow, receiver: apiRow.receiver },
  ])(
    'that may have arrived goes to no other place ($method $host) that its receiver has meanwhile',
    async (row) => {
      const world = await clinic([lost, lost, lost, lost, accepted]);
      await world.deliver();
      const key = referenceKey(practice, 'receivers', apiRow.receiver);
      const item: JsonObject = { row: { kind: 'receivers', key: apiRow.receiver, row } };
      await world.ports.records.transact([
        { kind: 'put', store: 'reference', key, item, when: 'any' },
        {
          kind: 'put',
          store: 'reference',
          key: versionKey(practice),
          item: { version: 2 },
          when: 'absent',
        },
      ]);
      await world.deliver();
      expect(world.sent).toHaveLength(4);
      expect(world.open()).toEqual([`follow-up delivery-unknown ${file.name}`]);
    },
  );

  test('of what was dropped before its receiver had a row is none', async () => {
    const world = await clinic([accepted]);
    const name = 'clinic-2026-03-17-000000002.837';
    await world.ports.clearinghouse.send('fake-api', name, bytes);
    const again = await handOver(world.ports, { ...file, name }, bytes);
    expect(again).toEqual({ outcome: 'accepted', trace: `fake-api/${name}` });
    expect(world.queues.waiting('deliver').map(({ message }) => message['name'])).toEqual([
      file.name,
    ]);
  });

  test('that is larger than its receiver takes is not tried', async () => {
    const world = await clinic([accepted], Buffer.alloc(5_000_001, 'x'));
    await world.deliver();
    expect(world.sent).toEqual([]);
    expect(world.open()).toEqual([`follow-up delivery-refused ${file.name} too-large`]);
  });

  test('without a secret waits, and goes when it is there', async () => {
    const world = await clinic([accepted]);
    world.setSecret(false);
    await world.deliver();
    expect(world.open()).toEqual([`follow-up delivery-waits ${file.name} secret-missing`]);
    world.setSecret(true);
    await world.deliver();
    expect(world.open()).toEqual([]);
  });

  test.each(['host-unproven', 'login-refused'])(
    'to a receiver that is %s stops at the first try, and goes when a person says so',
    async (code) => {
      const world = await clinic([{ kind: 'busy', code, afterMs: null }, accepted]);
      await world.deliver();
      await world.deliver();
      expect(world.sent).toHaveLength(1);
      expect(world.open()).toEqual([`follow-up delivery-waits ${file.name} ${code}`]);
      await world.deliver(true);
      expect(world.sent).toHaveLength(2);
      expect(world.sent[1]?.key).toBe(world.sent[0]?.key);
      expect(world.open()).toEqual([]);
    },
  );
});
