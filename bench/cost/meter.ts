/** Ports that count what AWS would bill for each call: by kind and size, as its adapters would make it. */
import type { Action, Item, Key, Ports, Records } from '../../shared/pipeline/ports.ts';
import { indexesOf, indexKeyOf, shownIn } from '../../shared/pipeline/record-rules.ts';
import type { StoreName } from '../../shared/pipeline/topology.ts';
import { itemBytes } from './item-size.ts';
import { bytesPer, type UnitName, waitMilliseconds } from './price-list.ts';

export type Meter = {
  readonly units: Map<UnitName, number>;
  /** Calls by kind and store. */
  readonly calls: Map<string, { calls: number; units: number }>;
  /** What the calls would have been waited for. */
  waitedMilliseconds: number;
};

export function newMeter(): Meter {
  return { units: new Map(), calls: new Map(), waitedMilliseconds: 0 };
}

export function count(meter: Meter, unit: UnitName, amount: number, call = ''): void {
  meter.units.set(unit, (meter.units.get(unit) ?? 0) + amount);
  if (call === '') return;
  const row = meter.calls.get(call) ?? { calls: 0, units: 0 };
  meter.calls.set(call, { calls: row.calls + 1, units: row.units + amount });
}

export function meteredPorts(ports: Ports, meter: Meter): Ports {
  const { files, queues } = ports;
  const waited = (what: keyof typeof waitMilliseconds) => {
    meter.waitedMilliseconds += waitMilliseconds[what];
  };
  const file = (unit: 'puts' | 'gets', name: string) => {
    waited('file');
    count(meter, unit, 1, `${name} file`);
  };
  return {
    ...ports,
    records: meteredRecords(ports.records, meter, waited),
    files: {
      stamp: (...args) => told(() => file('gets', 'stamp'), files.stamp(...args)),
      read: (...args) => told(() => file('gets', 'read'), files.read(...args)),
      stream: (...args) => {
        file('gets', 'stream');
        return files.stream(...args);
      },
      list: (...args) => told(() => file('puts', 'list'), files.list(...args)),
      folders: (...args) => told(() => file('puts', 'list'), files.folders(...args)),
      write: (...args) => told(() => file('puts', 'write'), files.write(...args)),
      begin: async (...args) => {
        const pieces = await files.begin(...args);
        file('puts', 'begin');
        return {
          write: (bytes) => told(() => file('puts', 'write a piece'), pieces.write(bytes)),
          close: () => told(() => file('puts', 'close'), pieces.close()),
        };
      },
    },
    queues: {
      send: async (queue, messages) => {
        await queues.send(queue, messages);
        for (let at = 0; at < messages.length; at += 10) {
          waited('send');
          const bytes = Buffer.byteLength(JSON.stringify(messages.slice(at, at + 10)));
          count(meter, 'queueRequests', Math.ceil(bytes / bytesPer.queueRequest), `send ${queue}`);
        }
      },
    },
  };
}

function told<T>(tell: () => void, result: T): T {
  tell();
  return result;
}

function meteredRecords(
  records: Records,
  meter: Meter,
  waited: (what: keyof typeof waitMilliseconds) => void,
): Records {
  return {
    get: async (store, key) => {
      waited('get');
      const item = await records.get(store, key);
      const bytes = item === null ? 0 : itemBytes(store, key, item);
      count(meter, 'readUnits', unitsOf(bytes, bytesPer.readUnit), `get ${store}`);
      return item;
    },
    query: async (query) => {
      const page = await records.query(query);
      const { store, index } = query;
      const bytes = page.rows.reduce((sum, row) => sum + itemBytes(store, row.key, row.item), 0);
      const whole = unitsOf(bytes, bytesPer.readUnit);
      for (let at = 0; at <= bytes; at += bytesPer.page) waited('query');
      const name = `query ${store}${index === undefined ? '' : `/${index}`}`;
      count(meter, 'readUnits', index === undefined ? whole : whole / 2, name);
      return page;
    },
    transact: async (actions) => {
      const lone = actions.length === 1 && isPlainPut(actions[0]);
      waited(lone ? 'write' : 'transact');
      for (const action of actions) {
        const before = await records.get(action.store, action.key);
        const name = `${action.kind} ${action.store} ${action.key.sort.split('#')[0]?.replace(/[\d-].*$/, '')}`;
        count(
          meter,
          'writeUnits',
          writeUnits(action, before) * (lone ? 1 : 2) + indexUnits(action, before),
          name,
        );
      }
      return records.transact(actions);
    },
  };
}

/** The adapter sends it without a transaction. */
function isPlainPut(action: Action | undefined): boolean {
  return action?.kind === 'put' && typeof action.when === 'string';
}

function unitsOf(bytes: number, per: number): number {
  return Math.max(1, Math.ceil(bytes / per));
}

/** The larger of the item before and after. */
function writeUnits(action: Action, before: Item | null): number {
  const { store, key } = action;
  const old = before === null ? 0 : itemBytes(store, key, before);
  const now = action.kind === 'put' ? itemBytes(store, key, action.item) : old;
  return unitsOf(Math.max(old, now), bytesPer.writeUnit);
}

/** A copy for each index that the item stands in, of what that index shows; one that moves is taken out and put in. */
function indexUnits(action: Action, before: Item | null): number {
  if (action.kind === 'put' && action.when === 'absent' && before) return 0;
  const { key, store } = action;
  const after = action.kind === 'put' ? action.item : null;
  return indexesOf(store).reduce((sum, [index]) => {
    const [old, now] = [before, after].map((item) => copyOf(store, index, key, item));
    if (!old || !now || old.place !== now.place) return sum + (old?.units ?? 0) + (now?.units ?? 0);
    return sum + (old.text === now.text ? 0 : Math.max(old.units, now.units));
  }, 0);
}

function copyOf(store: StoreName, index: string, key: Key, item: Item | null) {
  const place = item && indexKeyOf(store, index, item);
  if (!place) return null;
  const shown = shownIn(store, index, item);
  const units = unitsOf(itemBytes(store, key, shown), bytesPer.writeUnit);
  return { place: `${place.partition} ${place.sort}`, text: JSON.stringify(shown), units };
}
