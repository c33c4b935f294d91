/** One run: every calendar day after the state's as-of, in the order that interfaces §2 gives a day. */
import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AgingRow } from '../../shared/kpi/aging.ts';
import type { KpiRow } from '../../shared/kpi/compute.ts';
import {
  addPractice,
  agingOf,
  closeDocuments,
  openDocuments,
} from '../../shared/pipeline/documents.ts';
import { dropClearinghouse } from '../../shared/pipeline/drop-clearinghouse.ts';
import { readPractices } from '../../shared/pipeline/each-practice.ts';
import type { Folded } from '../../shared/pipeline/folded.ts';
import { gather } from '../../shared/pipeline/gather.ts';
import { parseInboxKey } from '../../shared/pipeline/inbox-key.ts';
import {
  newProof,
  type Proof,
  type Violation,
  violations,
} from '../../shared/pipeline/invariants.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { brokenSeals } from '../../shared/pipeline/seal-day.ts';
import type { QueueName } from '../../shared/pipeline/topology.ts';
import { walkBooks } from '../../shared/pipeline/walk-books.ts';
import { type ClinicOptions, sampleClinicOptions } from '../../shared/simulation/clinic-options.ts';
import { addDays, type CalendarDate, daysFrom } from '../../shared/values/dates.ts';
import { listArrivals } from './arrivals.ts';
import type { Clinic } from './clinic-files.ts';
import { openClinic } from './clinic-files.ts';
import { overlaidFiles } from './inbox-overlay.ts';
import type { Options } from './options.ts';
import { resultsShelf } from './results-shelf.ts';
import { readRunState, sourceOf, writeRunState } from './run-state.ts';
import { openSettlement, type Settle } from './settle.ts';
import { openState, type State } from './state.ts';
import { type Drain, drainOf } from './workers.ts';

export type RunDone = {
  readonly kind: 'done';
  readonly folded: Folded;
  readonly kpis: readonly KpiRow[];
  readonly violations: readonly Violation[];
  /** Files outside the inbox's tree. */
  readonly strays: number;
};

export type RunResult = RunDone | { readonly kind: 'unusable'; readonly why: string };

/** Told after each day. */
export type Progress = (day: CalendarDate, done: number, days: number) => void;

type Desk = {
  readonly state: State;
  readonly ports: Ports;
  readonly drain: Drain;
  readonly settle: Settle | null;
  readonly clinic: Clinic | null;
  readonly set: (day: CalendarDate) => void;
};

export async function run(
  options: Options,
  progress: Progress,
  clinic: ClinicOptions = sampleClinicOptions,
): Promise<RunResult> {
  const folders = foldersOf(options);
  const why = (await unreadable(options.inbox)) ?? (await unwritable(folders.state));
  if (why !== null) return unusable(why);
  const state = openState(join(folders.state, 'claimline.sqlite'));
  try {
    const before = await readRunState(state.records);
    const source = sourceOf(options.inbox && resolve(options.inbox));
    if (before && before.source !== source)
      return unusable('the state in --out belongs to another source');
    if (before && options.asOf < before.asOf)
      return unusable(`the state in --out is already at ${before.asOf}`);
    const desk = await openDesk(options, folders, state, clinic);
    const from = before && (before.asOf === options.asOf ? before.asOf : addDays(before.asOf, 1));
    const strays = await workDays(desk, options, source, from, progress);
    return await conclude(desk, options, strays);
  } finally {
    state.close();
  }
}

async function unreadable(inbox: string | null): Promise<string | null> {
  if (inbox === null) return null;
  const found = await stat(inbox).catch(() => null);
  return found?.isDirectory() ? null : '--inbox is not a folder that can be read';
}

async function unwritable(state: string): Promise<string | null> {
  const made = await mkdir(state, { recursive: true }).then(
    () => true,
    () => false,
  );
  return made ? null : '--out is not a folder that can be written';
}

function unusable(why: string): RunResult {
  return { kind: 'unusable', why };
}

function foldersOf(options: Options) {
  const state = join(options.out, 'state');
  const answers = join(state, 'inbox');
  return { inbox: options.inbox ?? answers, answers, state, out: options.out };
}

async function openDesk(
  options: Options,
  folders: ReturnType<typeof foldersOf>,
  state: State,
  clinicOptions: ClinicOptions,
): Promise<Desk> {
  let today = options.asOf;
  const files = overlaidFiles(folders);
  const ports: Ports = {
    files,
    records: state.records,
    queues: state.queues,
    clearinghouse: dropClearinghouse(files),
    clock: { today: () => today },
  };
  const clinic = options.inbox === null ? openClinic(folders.answers, clinicOptions) : null;
  const together = async (work: () => Promise<void>) => {
    state.begin();
    await work();
    state.commit();
  };
  return {
    state,
    ports,
    drain: await drainOf(state, ports),
    settle: options.settle
      ? openSettlement(ports, {
          inbox: folders.answers,
          clinic: clinicOptions,
          people: clinic,
          together,
        })
      : null,
    clinic,
    set: (day) => {
      today = day;
    },
  };
}

/** Answers how many files lie outside the tree. */
async function workDays(
  desk: Desk,
  options: Options,
  source: string,
  from: CalendarDate | null,
  progress: Progress,
): Promise<number> {
  const { asOf } = options;
  const arrivals = await listArrivals(desk.ports.files, { from, asOf });
  const days = [...daysFrom(from ?? desk.clinic?.opens ?? arrivals.first, asOf)];
  for (const [index, day] of days.entries()) {
    desk.set(day);
    const keys = [...(arrivals.byDay.get(day) ?? []), ...((await desk.clinic?.deliver(day)) ?? [])];
    await workDay(desk, day, keys);
    await writeRunState(desk.state.records, { asOf: day, source });
    progress(day, index + 1, days.length);
  }
  return arrivals.strays;
}

async function workDay(desk: Desk, day: CalendarDate, keys: readonly string[]): Promise<void> {
  const decided = (await desk.settle?.morning(day)) ?? [];
  await receive(desk, [...keys, ...decided]);
  await schedule(desk, 'sweep');
  await schedule(desk, 'verify');
  await schedule(desk, 'submit');
  if (desk.settle) await receive(desk, await desk.settle.evening(day));
  await schedule(desk, 'follow-up');
  await schedule(desk, 'escalate');
  await schedule(desk, 'measure');
}

async function receive(desk: Desk, keys: readonly string[]): Promise<void> {
  const messages = keys.flatMap((key) => {
    const place = parseInboxKey(key);
    return place ? [{ practice: place.practice, key }] : [];
  });
  if (messages.length > 0) await desk.ports.queues.send('receive', messages);
  await desk.drain();
}

/** The runner has listed the inbox itself, so the sweep leaves it alone. */
async function schedule(desk: Desk, worker: QueueName): Promise<void> {
  await desk.ports.queues.send(worker, [{ inbox: false }]);
  await desk.drain();
}

async function conclude(desk: Desk, options: Options, strays: number): Promise<RunResult> {
  const shelf = resultsShelf(options.out);
  const documents = await openDocuments(shelf, options.asOf);
  const proofs: Proof[] = [];
  for (const { practice } of await readPractices(desk.ports)) {
    const proof = newProof(await gather(desk.ports, practice));
    proofs.push(proof);
    await addPractice(documents, proof.gathered, (fold) =>
      walkBooks(desk.ports, practice, [fold, proof]),
    );
  }
  const { folded } = documents;
  const aging = agingOf(folded);
  const { kpis } = await closeDocuments(documents, aging);
  await shelf.tidy();
  const broken = await brokenIn(desk, options, proofs, aging);
  return { kind: 'done', folded, kpis, violations: broken, strays };
}

async function brokenIn(
  desk: Desk,
  { asOf }: Options,
  proofs: readonly Proof[],
  aging: readonly AgingRow[],
): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  for (const proof of proofs) {
    const { practice } = proof.gathered;
    const own = aging.filter((row) => row.practice === practice);
    found.push(...violations(proof, own, asOf));
    for (const day of await brokenSeals(desk.ports.records, practice)) {
      found.push({ code: 'days-sealed', invariant: 'audit days are sealed', subject: day });
    }
  }
  return found;
}
