/**
 * Webhooks on a laptop: the same handler as on AWS, over a small database of its own, because the large one may
 * be in the middle of a run. What it asks of the workers is carried over when the next run begins.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { workers } from '../../shared/pipeline/topology.ts';
import {
  answerWebhook,
  secretsIn,
  type WebhookCall,
  type WebhookPorts,
  type WebhookStatus,
} from '../../shared/pipeline/webhook.ts';
import { type CalendarDate, systemNow } from '../../shared/values/dates.ts';
import { openDatabase } from './database.ts';
import { type Folders, overlaidFiles } from './inbox-overlay.ts';
import type { LocalQueues } from './queues-sqlite.ts';
import { sqliteQueues } from './queues-sqlite.ts';
import { sqliteRecords } from './records-sqlite.ts';
import { secretsOf } from './secrets.ts';

export type Webhooks = {
  answer(call: WebhookCall): Promise<WebhookStatus>;
  /** Rises whenever something came in. */
  taken(): number;
  close(): void;
};

export function openWebhooks(folders: Folders, today: () => CalendarDate): Webhooks {
  mkdirSync(folders.state, { recursive: true });
  const database = openDatabase(databaseIn(folders.state));
  const read = secretsOf('webhooks');
  const ports: WebhookPorts = {
    files: overlaidFiles(folders),
    records: sqliteRecords(database),
    queues: sqliteQueues(database),
    clock: { today, now: systemNow },
    secrets: async (practice, receiver) => secretsIn((await read(practice, receiver)) ?? ''),
  };
  let taken = 0;
  return {
    answer: async (call) => {
      const status = await answerWebhook(ports, call);
      if (status === 204) taken += 1;
      return status;
    },
    taken: () => taken,
    close: () => database.close(),
  };
}

/** Moves what webhooks ask of the workers into the queues of a run. */
export async function hearWebhooks(state: string, queues: LocalQueues): Promise<void> {
  if (!existsSync(databaseIn(state))) return;
  const database = openDatabase(databaseIn(state));
  const heard = sqliteQueues(database);
  for (const queue of workers.webhook.sends) {
    for (let row = heard.take(queue); row !== null; row = heard.take(queue)) {
      await queues.send(queue, [row.message]);
      heard.done(row.id);
    }
  }
  database.close();
}

function databaseIn(state: string): string {
  return join(state, 'webhooks.sqlite');
}

const placeholder = /\{(\w+)\}/g;
const route = new RegExp(`^${workers.webhook.on.https.path.replace(placeholder, '(?<$1>[^/]+)')}$`);

/** Whose webhook a path is for; null for any other path. */
export function webhookPlace(path: string): { practice: string; receiver: string } | null {
  const { practice, receiver } = route.exec(path)?.groups ?? {};
  return practice === undefined || receiver === undefined ? null : { practice, receiver };
}
