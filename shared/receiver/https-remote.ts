/**
 * An HTTPS interface in the shape that Stedi publishes: raw X12 in JSON under an `Idempotency-Key`, a list of
 * transactions that goes on after a page token, and the X12 of each.
 */
import * as z from 'zod/mini';
import type { Receiver } from '../reference/reference.ts';
import { hashOf } from '../values/ids.ts';
import { answerMaxBytes } from './capabilities.ts';
import { answerOf } from './https-answer.ts';
import type { Answer, Barrier, Listed, Listing, Outgoing, Remote } from './remote.ts';

/** As the platform's `fetch`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const timeoutMs = 30_000;
/** Of what is read as JSON: a receipt, or a page of a list. */
const jsonMaxBytes = 10_000_000;

export function httpsRemote(fetch: Fetch, receiver: Receiver, apiKey: string): Remote {
  const call: Call = (url, init = {}) =>
    fetch(url, {
      ...init,
      headers: { ...init.headers, authorization: apiKey },
      // A secret goes where the row says and nowhere else.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
  return {
    shelf: hashOf('https', receiver.answers.toLowerCase(), apiKey),
    prepare: async () => 'ready',
    commit: (file) => post(call, `https://${receiver.host}${receiver.path}`, file),
    list: (cursor) => list(call, `https://${receiver.answers}`, cursor),
    fetch: (file) => download(call, `https://${receiver.answers}`, file),
    close: async () => undefined,
  };
}

type Call = (
  url: string,
  init?: { method?: string; body?: string; headers?: Headers },
) => Promise<Response>;
type Headers = Readonly<Record<string, string>>;

async function post(call: Call, url: string, { bytes, key }: Outgoing): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  const body = JSON.stringify({ x12: Buffer.from(bytes).toString('latin1') });
  try {
    const response = await call(url, { method: 'POST', body, headers });
    const { status } = response;
    const retryAfter = response.headers.get('retry-after');
    return answerOf({ status, retryAfter, ...(await submissionOf(response)) }, key);
  } catch (error) {
    const barrier = barrierIn(error);
    const kind = barrier === null ? 'lost' : 'busy';
    return { kind, code: barrier ?? 'no-answer', afterMs: null };
  }
}

const unproven = /CERT|SIGNATURE|HOSTNAME_MISMATCH/;
const unreached =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** What kept the call from beginning, as the platform tells it; null when it may have begun. */
function barrierIn(error: unknown): Barrier | null {
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (unproven.test(code)) return 'host-unproven';
  return unreached.test(code) ? 'unreached' : null;
}

const submission = z.object({
  meta: z.optional(z.object({ traceId: z.optional(z.string()) })),
  x12: z.optional(z.string()),
});

/** The status alone decides; what else the answer says is welcome. */
async function submissionOf(response: Response) {
  const said = submission.safeParse(await jsonOf(response)).data;
  const trace = said?.meta?.traceId ?? '';
  const x12 = said?.x12 ?? '';
  return {
    trace: /^[\w.:-]{1,100}$/.test(trace) ? trace : null,
    reply: x12.startsWith('ISA') ? Buffer.from(x12, 'latin1') : null,
  };
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    const bytes = await bytesOf(response, jsonMaxBytes);
    return bytes && JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

/** Null when there are more: a receiver may not fill our memory. */
async function bytesOf(response: Response, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const page = z.object({
  items: z.array(
    z.object({
      transactionId: z.string(),
      direction: z.optional(z.string()),
      artifacts: z._default(z.array(z.object({ artifactType: z.string(), url: z.string() })), []),
    }),
  ),
  nextPageToken: z.optional(z.nullable(z.string())),
});

/** The first time from long ago; a page token keeps its place also when nothing is new. */
async function list(call: Call, url: string, cursor: string | null): Promise<Listing | Barrier> {
  const after =
    cursor === null
      ? 'startDateTime=2020-01-01T00:00:00Z'
      : `pageToken=${encodeURIComponent(cursor)}`;
  try {
    const response = await call(`${url}?${after}`);
    if ([401, 403].includes(response.status)) return 'login-refused';
    if (response.status !== 200) return 'unreached';
    const { items, nextPageToken } = page.parse(await jsonOf(response));
    const inbound = items.filter(({ direction }) => direction === 'INBOUND');
    const files = inbound.map((item) => listed(url, item));
    return { files, cursor: nextPageToken ?? cursor, more: items.length > 0 && !!nextPageToken };
  } catch (error) {
    return barrierIn(error) ?? 'unreached';
  }
}

/**
 * Its X12, at the list's own host alone: the address comes from outside. Without one there it is not to be had,
 * which a person is told of; an id that is no UUID is hashed: keys and items are made of it, and it might name a patient.
 */
function listed(url: string, item: z.infer<typeof page>['items'][number]): Listed {
  const artifact = item.artifacts.find(
    ({ artifactType }) => artifactType === 'application/edi-x12',
  );
  const place = artifact && URL.canParse(artifact.url) ? new URL(artifact.url) : null;
  const ours = place !== null && place.origin === new URL(url).origin;
  const { transactionId } = item;
  return {
    id: uuid.test(transactionId) ? transactionId : hashOf(transactionId),
    name: ours ? `${place.pathname}${place.search}` : nowhere,
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const nowhere = '';

async function download(call: Call, url: string, { name }: Listed) {
  if (name === nowhere) return 'gone';
  try {
    const response = await call(`${new URL(url).origin}${name}`);
    if (response.status === 404 || response.status === 410) return 'gone';
    if (response.status !== 200) return 'later';
    return (await bytesOf(response, answerMaxBytes)) ?? 'too-large';
  } catch {
    return 'later';
  }
}
