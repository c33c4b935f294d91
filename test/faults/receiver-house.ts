/** A receiver over a network, as lives meet it: takes a file once for its key, holds its answers, and calls. */
import type { Listed, Remote, Remotes } from '../../shared/receiver/remote.ts';
import { signatureWith } from '../../shared/receiver/signature.ts';
import type { Hazards } from './faulty-ports.ts';
import type { FaultKind } from './storm.ts';

export const houseSecret = 'whsec_ZmFrZS1zZWNyZXQtb2YtMjQtYnl0ZXMtb25seQ==';

/** As practices name it in receivers.csv. */
export const houseName = 'clearinghouse';

export type House = {
  readonly remotes: Remotes;
  /** What it took, as often as it did. */
  readonly taken: readonly string[];
  hold(name: string, bytes: Uint8Array): void;
};

export function receiverHouse(): House {
  const taken = new Map<string, string>();
  const held: (Listed & { readonly bytes: Uint8Array })[] = [];
  const remoteOf = (practice: string): Remote => ({
    shelf: practice,
    prepare: async () => 'ready',
    commit: async ({ key, bytes }) => {
      if (!taken.has(key)) taken.set(key, Buffer.from(bytes).toString('latin1'));
      return { kind: 'accepted', trace: key, reply: null };
    },
    list: async (cursor) => {
      const from = Number(cursor ?? 0);
      const files = held.slice(from, from + 2).map(({ id, name }) => ({ id, name }));
      return { files, cursor: String(from + files.length), more: from + 2 < held.length };
    },
    fetch: async ({ id }) => held.find((file) => file.id === id)?.bytes ?? 'gone',
    close: async () => undefined,
  });
  return {
    remotes: { open: async (practice) => remoteOf(practice), wait: async () => undefined },
    get taken() {
      return [...taken.values()];
    },
    hold: (name, bytes) => void held.push({ id: `id-${held.length}`, name, bytes }),
  };
}

/** The receiver's failures are values; only the worker itself dies. */
export function faultyRemotes(remotes: Remotes, hazards: Hazards): Remotes {
  const over = <T>(name: string, call: () => Promise<T>, failed: (kind: FaultKind) => T) =>
    overTheNet(hazards, name, call, failed);
  return {
    wait: () => hazards.scheduler.turn(),
    open: async (...args) => {
      const remote = await remotes.open(...args);
      if (typeof remote === 'string') return remote;
      return {
        shelf: remote.shelf,
        prepare: (file) =>
          over(
            'prepare',
            () => remote.prepare(file),
            () => 'unreached' as const,
          ),
        commit: (file) =>
          over(
            'commit',
            () => remote.commit(file),
            (kind) => ({ kind: kind === busy ? 'busy' : 'lost', code: 'fault', afterMs: null }),
          ),
        list: (cursor) =>
          over(
            'list answers',
            () => remote.list(cursor),
            () => 'unreached' as const,
          ),
        fetch: (file) =>
          over(
            'fetch an answer',
            () => remote.fetch(file),
            () => 'later',
          ),
        close: () => remote.close(),
      };
    },
  };
}

const busy = 'receiver busy';

async function overTheNet<T>(
  { scheduler, task, storm, counter, worker }: Hazards,
  name: string,
  call: () => Promise<T>,
  failed: (kind: FaultKind) => T,
): Promise<T> {
  const place = `${worker}, ${name}`;
  const dead = () => new Promise<never>(() => undefined);
  const die = () => {
    task.die();
    return dead();
  };
  await scheduler.turn();
  if (task.dead()) return dead();
  counter.calls += 1;
  const number = counter.calls;
  if (storm.strikes('crash before', place)) return die();
  for (const kind of [busy, 'receiver silent before'] as const)
    if (storm.strikes(kind, place)) return failed(kind);
  const result = await call();
  if (number === counter.crashAt || storm.strikes('crash after', place)) return die();
  return storm.strikes('receiver silent after', place) ? failed('receiver silent after') : result;
}

/** It signs each call anew, `time` seconds after the first. */
export function houseCall(practice: string, id: string, body: Uint8Array, time: number) {
  const timestamp = String(time);
  const signature = signatureWith(houseSecret, { id, timestamp, body });
  return {
    practice,
    receiver: houseName,
    headers: { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature },
    body,
  };
}
