/** Everything that the simulated clearinghouse and payers will ever answer to some files, by its day. */
import { readEligibilityInquiries } from '../eligibility/read-inquiry.ts';
import { readStatusInquiries } from '../status/read-inquiry.ts';
import { addDays, type CalendarDate, parseCompactDate } from '../values/dates.ts';
import type { Issue } from '../values/issue.ts';
import { findElement } from '../x12/segment.ts';
import { readTransactions } from '../x12/transactions.ts';
import {
  type AcknowledgmentAnswer,
  type ClearinghouseRow,
  simulatedClearinghouse,
} from './clearinghouse.ts';
import { remember } from './notebook.ts';
import { type NamedPayer, openMarket } from './open-market.ts';
import { simulatedPayers } from './payer.ts';
import { type AnswerFile, isBroughtForward } from './payer-mail.ts';
import { isDueRow, type PayerMemory } from './payer-memory.ts';
import { readAnyClaims } from './read-any-claims.ts';

export type AskedFile = { readonly name: string; readonly bytes: Uint8Array };

export type Answerable =
  | { readonly kind: 'answerable'; readonly madeOn: CalendarDate | null }
  | { readonly kind: 'unreadable'; readonly code: string; readonly place: string };

/** Whether anybody can answer the file, and on which day it was made (BHT04). */
export function answerableOf({ bytes }: AskedFile): Answerable {
  const { findings, transactions } = readTransactions(bytes);
  const [first] = transactions;
  if (first === undefined) return unreadable(findings);
  if (!['837', '270', '276'].includes(first.set)) return stranger;
  const bht = findElement(first.segments, 4, 'BHT');
  return { kind: 'answerable', madeOn: parseCompactDate(bht ?? '') ?? null };
}

const stranger = { kind: 'unreadable', code: 'transaction-for-no-payer', place: 'ST01' } as const;

function unreadable(findings: readonly Issue[]): Answerable {
  const [first] = findings;
  return {
    kind: 'unreadable',
    code: first?.code ?? 'transaction-missing',
    place: first?.place ?? 'ST',
  };
}

export type DatedAnswer = { readonly on: CalendarDate } & (AcknowledgmentAnswer | AnswerFile);

export type ReceivedFile = AskedFile & { readonly on: CalendarDate };

/** Day by day from the first file's until nothing is due, or `until`; the same files and seed give the same answers. */
export function* answerAll(
  files: readonly ReceivedFile[],
  seed: number,
  until: CalendarDate | null,
): Generator<DatedAnswer> {
  const market = openMarket(seed, files.flatMap(payersIn));
  const clearinghouse = simulatedClearinghouse({ seed, market });
  const payers = simulatedPayers({ seed, market });
  const open = new Map<string, ClearinghouseRow>();
  let memory: PayerMemory = new Map();
  const days = files.map((file) => file.on).sort();
  const last = days.at(-1);
  let [today] = days;
  while (today !== undefined && last !== undefined && today <= (until ?? today)) {
    const on = today;
    const house = clearinghouse.work(
      files.filter((file) => file.on === on),
      on,
      open,
    );
    keep(open, house.changes);
    const { changes, files: mail } = payers.answer(house.passed, on, memory);
    memory = remember(memory, changes);
    for (const answer of [...house.files, ...mail]) yield { on, ...answer };
    today = on < last || isWaiting(open, memory) ? addDays(on, 1) : undefined;
  }
}

function keep(
  open: Map<string, ClearinghouseRow>,
  changes: ReadonlyMap<string, ClearinghouseRow | null>,
): void {
  for (const [key, row] of changes) {
    if (row === null) open.delete(key);
    else open.set(key, row);
  }
}

function isWaiting(open: ReadonlyMap<string, ClearinghouseRow>, memory: PayerMemory): boolean {
  if ([...open.values()].some((row) => row.kind === 'due')) return true;
  return [...memory].some(
    ([key, row]) => key.startsWith('due/') && isDueRow(row) && !isBroughtForward(row),
  );
}

function payersIn({ bytes }: AskedFile): readonly NamedPayer[] {
  const claims = readAnyClaims(bytes).map(({ filingCode, payerId, payerName }) => {
    return { payerId, name: payerName, filingCode };
  });
  const asked = [
    ...readEligibilityInquiries(bytes).received,
    ...readStatusInquiries(bytes).received,
  ].map(({ payer }) => ({ payerId: payer?.id ?? '', name: payer?.name ?? '', filingCode: '' }));
  return [...asked, ...claims];
}
