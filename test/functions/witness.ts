/** Ports that write down which verbs a step used, in the words of the topology. */
import type { Action, Ports } from '../../shared/pipeline/ports.ts';
import { stores, type WorkerName, workers } from '../../shared/pipeline/topology.ts';

export type Witness = { readonly ports: Ports; readonly used: ReadonlySet<string> };

export function witness({ files, records, queues, clearinghouse, remotes, clock }: Ports): Witness {
  const used = new Set<string>();
  const note = <T>(what: string, result: T): T => {
    used.add(what);
    return result;
  };
  const ports: Ports = {
    clearinghouse,
    remotes,
    clock,
    files: {
      stamp: (bucket, ...rest) => note(`read ${bucket}`, files.stamp(bucket, ...rest)),
      read: (bucket, ...rest) => note(`read ${bucket}`, files.read(bucket, ...rest)),
      stream: (bucket, ...rest) => note(`read ${bucket}`, files.stream(bucket, ...rest)),
      list: (bucket, ...rest) => note(`list ${bucket}`, files.list(bucket, ...rest)),
      folders: (bucket) => note(`list ${bucket}`, files.folders(bucket)),
      write: (bucket, ...rest) => note(`write ${bucket}`, files.write(bucket, ...rest)),
      begin: (bucket, ...rest) => note(`write ${bucket}`, files.begin(bucket, ...rest)),
    },
    records: {
      get: (store, key) => note(`read ${store}`, records.get(store, key)),
      query: (query) => note(`read ${query.store}`, records.query(query)),
      transact: (actions) => {
        for (const action of actions) used.add(`${verbOf(action)} ${action.store}`);
        return records.transact(actions);
      },
    },
    queues: {
      send: (queue, messages) => note(`send ${queue}`, queues.send(queue, messages)),
    },
  };
  return { ports, used };
}

/** A put into an append-only store needs no more than `append`, by whichever verb the row grants it. */
function verbOf(action: Action): string {
  return stores[action.store].appendOnly ? 'append' : 'write';
}

/** What the worker's row allows, in the same words. */
export function declaredVerbs(worker: WorkerName): ReadonlySet<string> {
  const row = workers[worker];
  const records = Object.entries(row.records).flatMap(([store, verbs]) =>
    verbs.flatMap((verb: string) =>
      verb === 'write' ? [`write ${store}`, `append ${store}`] : [`${verb} ${store}`],
    ),
  );
  const files = Object.entries(row.files).flatMap(([bucket, verbs]) =>
    verbs.map((verb: string) => `${verb} ${bucket}`),
  );
  return new Set([...records, ...files, ...row.sends.map((queue) => `send ${queue}`)]);
}
