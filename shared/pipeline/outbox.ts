/** Files that go out to receivers, one after the other in a practice, each exactly once. */
import type { PracticeId } from '../values/ids.ts';
import { zero } from '../values/money.ts';
import { auditAction } from './audit.ts';
import { batchBytes, batchedClaims } from './batch-bytes.ts';
import { type HandedOver, handOver } from './hand-over.ts';
import { inquiryBytes } from './inquiry-bytes.ts';
import { markAsked } from './mark-asked.ts';
import { markSent } from './mark-sent.ts';
import { openItem } from './open-item.ts';
import type { Action, Ports } from './ports.ts';
import { batchKey, lastBatch, outboxKey, type StoredBatch } from './stored-batch.ts';

/** How a batch is written, and how what it names learns that it goes out. */
type Content = { bytes(): Promise<Uint8Array>; mark(): Promise<void> };

type Open = (ports: Ports, practice: PracticeId, batch: StoredBatch) => Promise<Content>;

const openClaims: Open = async (ports, practice, batch) => {
  const claims = await batchedClaims(ports.records, practice, batch);
  return {
    bytes: () => batchBytes(ports, practice, batch, claims),
    mark: () => markSent(ports, practice, batch, claims),
  };
};

const contents: Readonly<Record<StoredBatch['kind'], Open>> = {
  '837': openClaims,
  paper: openClaims,
  '276': async (ports, practice, batch) => ({
    bytes: () => inquiryBytes(ports, practice, batch),
    mark: () => markAsked(ports, practice, batch),
  }),
};

/**
 * Sends what `next` chooses until it chooses nothing. The last number is read before the choice:
 * whoever writes the next number first owns it, and the other one chooses again from what is left.
 * An intended batch is finished before a new one, whoever intended it.
 */
export async function sendBatches(
  ports: Ports,
  practice: PracticeId,
  next: (number: number) => Promise<StoredBatch | null>,
): Promise<readonly StoredBatch[]> {
  const sent: StoredBatch[] = [];
  for (;;) {
    const last = await lastBatch(ports.records, practice);
    if (last?.state === 'intended') {
      await finish(ports, practice, last);
      continue;
    }
    const batch = await next((last?.number ?? 0) + 1);
    if (batch === null) return sent;
    const key = batchKey(practice, batch.number);
    const intent: Action = { kind: 'put', store: 'files', key, item: batch, when: 'absent' };
    if (!(await ports.records.transact([intent])).done) continue;
    await finish(ports, practice, batch);
    sent.push(batch);
  }
}

/** Each part is done once however often it is tried: bytes kept, claims marked, handed over, noted. */
async function finish(ports: Ports, practice: PracticeId, batch: StoredBatch): Promise<void> {
  const outbox = outboxKey(practice, batch);
  const content = await contents[batch.kind](ports, practice, batch);
  if ((await ports.files.read('outbox', outbox)) === null) {
    await ports.files.write('outbox', outbox, await content.bytes(), 'absent');
  }
  const bytes = await ports.files.read('outbox', outbox);
  if (bytes === null) throw new Error('the bytes of a batch are gone');
  await content.mark();
  const { outcome } = await deliver(ports, practice, batch, bytes);
  const left = outcome === 'accepted' || outcome === 'handed';
  if (!left) await askPerson(ports, practice, batch, outcome);
  const key = batchKey(practice, batch.number);
  const item = { ...batch, version: batch.version + 1, state: left ? 'sent' : 'person' };
  await ports.records.transact([
    { kind: 'put', store: 'files', key, item, when: { version: batch.version } },
    auditAction(practice, ports.clock.today(), 'batch-sent', batch.name),
  ]);
}

/** Paper is printed and mailed by somebody: it is delivered when it lies where that one finds it. */
async function deliver(
  ports: Ports,
  practice: PracticeId,
  { kind, name, receiver }: StoredBatch,
  bytes: Uint8Array,
): Promise<HandedOver> {
  if (kind !== 'paper') return handOver(ports, { practice, receiver, name }, bytes);
  const trace = `${practice}/${name}`;
  await ports.files.write('paper', trace, bytes, 'absent');
  return { outcome: 'accepted', trace };
}

async function askPerson(ports: Ports, practice: PracticeId, batch: StoredBatch, outcome: string) {
  await openItem(ports, practice, batch.name, {
    queue: 'follow-up',
    category: 'batch',
    claimId: null,
    amountCents: zero,
    reason: `batch-${outcome} ${batch.name}`,
    deadline: null,
  });
}
