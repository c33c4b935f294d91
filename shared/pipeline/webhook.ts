/**
 * A receiver calls: whose signature it is, whether it is new, then stored, then answered. X12 is laid into the
 * inbox; anything else is a hint, and `poll` fetches what it hints at. Who errs learns nothing but that.
 */
import { isSigned } from '../receiver/signature.ts';
import { hashOf, type PracticeId, parsePractice, sha256 } from '../values/ids.ts';
import { webhookKey } from './keys.ts';
import type { Item, JsonObject, Key, Ports } from './ports.ts';
import { answerKey, isAnswer, layDown } from './take-answer.ts';

export type WebhookCall = {
  /** As the path names them. */
  readonly practice: string;
  readonly receiver: string;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined };
  /** As it came, every byte. */
  readonly body: Uint8Array;
};

export type WebhookStatus = 204 | 400 | 401 | 413;

export type WebhookPorts = Pick<Ports, 'files' | 'records' | 'queues' | 'clock'> & {
  /** The secrets in force, two while they change; none for a practice or receiver that has none. */
  readonly secrets: (practice: PracticeId, receiver: string) => Promise<readonly string[]>;
};

export const webhookMaxBytes = 1_000_000;
/** What is no file is kept with its id, in an item. */
const hintMaxBytes = 200_000;
const keptSeconds = 90 * 86_400;

export async function answerWebhook(
  ports: WebhookPorts,
  call: WebhookCall,
): Promise<WebhookStatus> {
  if (call.body.length > webhookMaxBytes) return 413;
  const practice = parsePractice(call.practice);
  if (practice === undefined || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(call.receiver))
    return 401;
  const signed = signedOf(call);
  if (signed === null) return 400;
  const secrets = await ports.secrets(practice, call.receiver);
  if (!isSigned(signed, secrets, ports.clock.now())) return 401;
  return takeOnce(ports, { ...signed, practice, receiver: call.receiver });
}

/** Null when a header is missing or of no form that a sender gives it. */
function signedOf({ headers, body }: WebhookCall) {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  const signatures = headers['webhook-signature'] ?? '';
  const formed = /^[\x21-\x7e]{1,256}$/.test(id) && timestamp !== '' && signatures !== '';
  return formed ? { id, timestamp, signatures, body } : null;
}

type Event = {
  readonly practice: PracticeId;
  readonly receiver: string;
  readonly id: string;
  readonly timestamp: string;
  readonly body: Uint8Array;
};

/**
 * The id is written before the effects and marked after them. A sender that missed our answer signs anew and is
 * told again that all is well; the same call once more is somebody else's, or has nothing to gain. What was
 * never marked is taken in whoever brings it: not every sender signs anew.
 */
async function takeOnce(ports: WebhookPorts, event: Event): Promise<WebhookStatus> {
  const { practice, receiver, id, timestamp, body } = event;
  const isX12 = Buffer.from(body.subarray(0, 3)).toString('latin1') === 'ISA';
  const isFile = isX12 && isAnswer(body);
  if (!isFile && body.length > hintMaxBytes) return 413;
  const key = webhookKey(practice, receiver, hashOf(id));
  const item = firstSeen(ports, event, isFile);
  const put = { kind: 'put', store: 'exchanges', key, item, when: 'absent' } as const;
  const isNew = (await ports.records.transact([put])).done;
  const first = isNew ? item : await ports.records.get('exchanges', key);
  const same = first?.['bodyHash'] === item['bodyHash'];
  if (!same) return 400;
  if (first['done'] === true) return first['timestamp'] === timestamp ? 400 : 204;
  await takeIn(ports, event, key, first);
  return 204;
}

function firstSeen(ports: WebhookPorts, event: Event, isFile: boolean) {
  const { practice, receiver, id, timestamp, body } = event;
  const now = ports.clock.now();
  return {
    receiver,
    timestamp,
    bodyHash: sha256(body),
    expiresAt: Math.floor(now / 1000) + keptSeconds,
    place: isFile ? answerKey(practice, receiver, ports.clock.today(), hashOf(id), body) : null,
    hint: isFile ? null : Buffer.from(body).toString('base64'),
    done: false,
  };
}

async function takeIn(ports: WebhookPorts, event: Event, key: Key, first: Item): Promise<void> {
  const { practice, receiver, body } = event;
  const { place } = first;
  const hint: JsonObject = { practice, receiver, hintedAt: ports.clock.now() };
  if (typeof place === 'string') await layDown(ports, practice, place, body);
  else await ports.queues.send('poll', [hint]);
  const done = { ...first, done: true };
  await ports.records.transact([{ kind: 'put', store: 'exchanges', key, item: done, when: 'any' }]);
}

/** The secrets of one parameter or variable: two, separated by white space, while one follows the other. */
export function secretsIn(text: string): readonly string[] {
  return text.split(/\s+/).filter(Boolean).slice(0, 2);
}
