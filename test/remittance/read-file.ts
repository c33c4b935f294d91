/** Reads a fixture or bytes whole, for tests that look at all that an 835 says. */
import { readdirSync, readFileSync } from 'node:fs';
import type { PaymentEvent } from '../../shared/remittance/payment-reading.ts';
import { readPayments } from '../../shared/remittance/read.ts';
import type {
  ClaimPayment,
  PaymentHeader,
  PaymentSummary,
} from '../../shared/remittance/remittance.ts';
import type { Issue } from '../../shared/values/issue.ts';
import type { Delimiters } from '../../shared/x12/delimiters.ts';

const folder = new URL('../fixtures/x12/835/', import.meta.url);

type ReadPayment = {
  readonly header: PaymentHeader;
  readonly delimiters: Delimiters;
  readonly claims: ClaimPayment[];
  summary: PaymentSummary | null;
};

export type ReadFile = { readonly payments: ReadPayment[]; readonly findings: Issue[] };

export function stories(): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.edi'));
  return names.map((name) => name.replace('.edi', ''));
}

export function storyBytes(story: string): Buffer {
  return readFileSync(new URL(`${story}.edi`, folder));
}

export async function eventsOf(chunks: Iterable<Uint8Array>): Promise<PaymentEvent[]> {
  const events: PaymentEvent[] = [];
  for await (const event of readPayments(chunks)) events.push(event);
  return events;
}

export function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

export async function readFile(bytes: Uint8Array): Promise<ReadFile> {
  const file: ReadFile = { payments: [], findings: [] };
  for (const event of await eventsOf([bytes])) {
    const payment = file.payments.at(-1);
    if (event.kind === 'payment') {
      file.payments.push({ ...event, claims: [], summary: null });
    } else if (event.kind === 'finding') file.findings.push(event.issue);
    else if (payment === undefined) throw new Error('a claim before its payment');
    else if (event.kind === 'claim') payment.claims.push(event.claim);
    else payment.summary = event.summary;
  }
  return file;
}

export type Story = {
  readonly payment: ReadPayment;
  readonly summary: PaymentSummary;
  readonly claim: ClaimPayment;
  readonly file: ReadFile;
};

/** The first payment of a story, with its first claim. */
export async function readStory(story: string): Promise<Story> {
  const file = await readFile(storyBytes(story));
  const payment = file.payments[0];
  const summary = payment?.summary;
  const claim = payment?.claims[0];
  if (!payment || !summary || !claim) throw new Error(`${story} has no claim`);
  return { payment, summary, claim, file };
}
