/** Queues in SQLite: at least once, oldest first; what was taken and not done is there again after a restart. */
import { messageText } from '../../shared/pipeline/message-size.ts';
import type { JsonObject, Queues } from '../../shared/pipeline/ports.ts';
import type { QueueName } from '../../shared/pipeline/topology.ts';
import type { Database } from './database.ts';

type TakenMessage = {
  readonly id: number;
  readonly message: JsonObject;
  /** How often it was put back before. */
  readonly retries: number;
};

export type LocalQueues = Queues & {
  /** The oldest message that this process has not taken yet; null when there is none. */
  take(queue: QueueName): TakenMessage | null;
  done(id: number): void;
  /** Puts a taken message back, behind the others. */
  retryLater(id: number): void;
  /** How many messages are not done: of one queue, or of all. */
  depth(queue?: QueueName): number;
};

export function sqliteQueues(database: Database): LocalQueues {
  createTable(database);
  const lastTaken = new Map<QueueName, number>();
  const insert = database.statement(
    'INSERT INTO messages (queue, message, retries) VALUES (?, ?, 0)',
  );
  const next = database.statement(
    'SELECT id, message, retries FROM messages WHERE queue = ? AND id > ? ORDER BY id LIMIT 1',
  );
  const remove = database.statement('DELETE FROM messages WHERE id = ?');
  const again = database.statement(
    'INSERT INTO messages (queue, message, retries) SELECT queue, message, retries + 1 FROM messages WHERE id = ?',
  );
  const count = database.statement(
    'SELECT count(*) AS depth FROM messages WHERE queue = ifnull(?, queue)',
  );
  return {
    send: async (queue, messages) => {
      const texts = messages.map(messageText);
      database.atomically(() => () => {
        for (const text of texts) insert.run(queue, text);
      });
    },
    take: (queue) => {
      const row = next.get(queue, lastTaken.get(queue) ?? 0);
      if (row === undefined) return null;
      const id = Number(row['id']);
      lastTaken.set(queue, id);
      return { id, message: JSON.parse(String(row['message'])), retries: Number(row['retries']) };
    },
    done: (id) => void remove.run(id),
    retryLater: (id) =>
      database.atomically(() => () => {
        again.run(id);
        remove.run(id);
      }),
    depth: (queue) => Number(count.get(queue ?? null)?.['depth']),
  };
}

/** AUTOINCREMENT never gives an id twice, so a later message has a higher one. */
function createTable(database: Database): void {
  database.run(
    `CREATE TABLE IF NOT EXISTS messages (
       id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT, message TEXT, retries INTEGER)`,
  );
  database.run('CREATE INDEX IF NOT EXISTS messages_queue ON messages (queue, id)');
}
