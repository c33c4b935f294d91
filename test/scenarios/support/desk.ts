/** A small inbox in a folder of its own, worked as `npm start` works one, and the documents that came out. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type RunResult, run } from '../../../infra/local/run.ts';
import { calendarDate } from '../../../shared/values/dates.ts';
import type { AgingObject, ClaimObject, FileObject, ItemObject } from './documents.ts';
import { type LedgerRow, ledgerRows } from './ledger.ts';
import { referenceFiles } from './reference.ts';

export type Contents = Readonly<Record<string, string | Uint8Array>>;

export type Books = {
  readonly files: readonly FileObject[];
  readonly claims: readonly ClaimObject[];
  readonly items: readonly ItemObject[];
  readonly aging: readonly AgingObject[];
  readonly ledger: readonly LedgerRow[];
  readonly result: Extract<RunResult, { kind: 'done' }>;
};

export type Desk = {
  readonly inbox: string;
  readonly out: string;
  put(contents: Contents): Promise<void>;
  /** One run; throws when it was refused or an invariant does not hold. */
  work(asOf: string): Promise<Books>;
  /** One run as it ended, whatever its end. */
  tryWork(asOf: string): Promise<RunResult>;
  /** A document as bytes. */
  text(name: string): Promise<string>;
};

/** The reference of the scenarios lies in practice `clinic` already. */
export async function openDesk(contents: Contents = {}): Promise<Desk> {
  const root = await mkdtemp(join(tmpdir(), 'claimline-scenario-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return deskAt(root, { ...referenceFiles('clinic'), ...contents });
}

/** A desk without any file. */
export async function bareDesk(contents: Contents = {}): Promise<Desk> {
  const root = await mkdtemp(join(tmpdir(), 'claimline-scenario-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return deskAt(root, contents);
}

async function deskAt(root: string, contents: Contents): Promise<Desk> {
  const inbox = join(root, 'inbox');
  const out = join(root, 'out');
  await mkdir(inbox, { recursive: true });
  const text = (name: string) => readFile(join(out, name), 'utf8');
  const tryWork = (asOf: string) =>
    run({ inbox, out, asOf: calendarDate(asOf), settle: false, watch: false }, () => undefined);
  const desk: Desk = {
    inbox,
    out,
    put: (more) => putAll(inbox, more),
    tryWork,
    work: async (asOf) => booksOf(await tryWork(asOf), text),
    text,
  };
  await desk.put(contents);
  return desk;
}

async function putAll(inbox: string, contents: Contents): Promise<void> {
  for (const [key, content] of Object.entries(contents)) {
    await mkdir(dirname(join(inbox, key)), { recursive: true });
    await writeFile(join(inbox, key), content);
  }
}

async function booksOf(result: RunResult, text: (name: string) => Promise<string>): Promise<Books> {
  if (result.kind !== 'done') throw new Error(`the run was refused: ${result.why}`);
  if (result.violations.length > 0) throw new Error(JSON.stringify(result.violations));
  return {
    files: JSON.parse(await text('files.json')),
    claims: JSON.parse(await text('claims.json')),
    items: JSON.parse(await text('work-items.json')),
    aging: JSON.parse(await text('ar-aging.json')),
    ledger: ledgerRows(await text('ledger.csv')),
    result,
  };
}
