/** Standard Webhooks: HMAC-SHA256 over id, time and raw body, with several secrets and several signatures. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** In the headers' words; `timestamp` in seconds since 1970. */
export type Signed = {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: string;
  readonly body: Uint8Array;
};

/** Milliseconds either way between the sender's clock and ours. */
const toleranceMs = 300_000;

/** Whether one of the secrets signed this a moment ago; every comparison takes the same time. */
export function isSigned(signed: Signed, secrets: readonly string[], now: number): boolean {
  if (!/^\d{1,12}$/.test(signed.timestamp)) return false;
  if (Math.abs(now - Number(signed.timestamp) * 1000) > toleranceMs) return false;
  const given = signed.signatures.split(' ').slice(0, 10).flatMap(signatureOf);
  const ours = secrets.flatMap(keyOf).map((key) => mac(key, signed));
  const matches = ours.flatMap((one) => given.map((other) => equal(one, other)));
  return matches.some((match) => match);
}

/** The header that a sender with this secret would write. */
export function signatureWith(secret: string, signed: Omit<Signed, 'signatures'>): string {
  return keyOf(secret)
    .map((key) => `v1,${mac(key, signed).toString('base64')}`)
    .join(' ');
}

function mac(key: Buffer, { id, timestamp, body }: Omit<Signed, 'signatures'>): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

/** `whsec_` and base64 of at least 24 bytes; a shorter key is none. */
function keyOf(secret: string): Buffer[] {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return key.length >= 24 ? [key] : [];
}

function signatureOf(text: string): Buffer[] {
  return text.startsWith('v1,') ? [Buffer.from(text.slice(3), 'base64')] : [];
}

function equal(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
