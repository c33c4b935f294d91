/** One run: every calendar day after the state's as-of, reference first, then encounters, answers, submission, measuring. */
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { remotesWith } from '../../functions/runtime/remotes.ts';
import { dropClearinghouse } from '../../shared/pipeline/drop-clearinghouse.ts';
import { parseInboxKey } from '../../shared/pipeline/inbox-key.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import type { QueueName } from '../../shared/pipeline/topology.ts';
import type { Mended } from '../../shared/simulation/clinic.ts';
import { type ClinicOptions, sampleClinicOptions } from '../../shared/simulation/clinic-options.ts';
import { addDays, type CalendarDate, daysFrom, systemNow } from '../../shared/values/dates.ts';
import { listArrivals } from './arrivals.ts';
import type { Clinic } from './clinic-files.ts';
import { openClinic } from './clinic-files.ts';
import { type Concluded, conclude } from './conclude.ts';
import { beginOnce } from './day-part.ts';
import { overlaidFiles } from './inbox-overlay.ts';
import { filesAfter, remotesAfter } from './leaving.ts';
import type { Options } from './options.ts';
import { readRunState, sourceOf, writeRunState } from './run-state.ts';
import { secretsOf } from './secrets.ts';
import { openSettlement, type Settle } from './settle.ts';
import { isOfAnotherForm, openState, type State } from './state.ts';
import { hearWebhooks } from './webhooks.ts';
import { type Drain, drainOf } from './workers.ts';

export type RunDone = Concluded & {
  readonly kind: 'done';
  /** Files outside the inbox's tree. */
  readonly strays: number;
};

export type RunResult = RunDone | { readonly kind: 'unusable'; readonly why: string };

/** A part of a day, or the documents at the end. */
type Part = 'taken in' | 'submitted' | 'answered' | 'measured' | 'documents';

/** What a run tells as it goes: that a part is done, that a day is. */
type News =
  | { readonly of: 'part'; readonly part: Part }
  | {
      readonly of: 'day';
      readonly day: CalendarDate;
      readonly done: number;
      readonly days: number;
    };

export type Progress = (news: News) => void;

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
  const why =
    (await unreadable(options.inbox)) ?? withinInbox(options) ?? (await unwritable(folders.state));
  if (why !== null) return unusable(why);
  const path = join(folders.state, 'claimline.sqlite');
  if (isOfAnotherForm(path))
    return unusable('the state in --out is of another version: begin with a new --out');
  const state = openState(path);
  try {
    const before = await readRunState(state.records);
    const source = sourceOf(options.inbox && resolve(options.inbox));
    if (before && before.source !== source)
      return unusable('the state in --out belongs to another source');
    if (before && options.asOf < before.asOf)
      return unusable(`the state in --out is already at ${before.asOf}`);
    await hearWebhooks(folders.state, state.queues);
    const desk = await openDesk(options, folders, state, clinic);
    const from = before && (before.asOf === options.asOf ? before.asOf : addDays(before.asOf, 1));
    await desk.settle?.recall();
    const strays = await workDays(desk, options, source, from, progress);
    const concluded = await conclude(desk.ports, options);
    progress({ of: 'part', part: 'documents' });
    return { kind: 'done', ...concluded, strays };
  } finally {
    state.close();
  }
}

async function unreadable(inbox: string | null): Promise<string | null> {
  if (inbox === null) return null;
  const found = await stat(inbox).catch(() => null);
  return found?.isDirectory() ? null : '--inbox is not a folder that can be read';
}

/** Else the next run would take the results for a practice's files. */
function withinInbox({ inbox, out }: Options): string | null {
  if (inbox === null) return null;
  const way = relative(resolve(inbox), resolve(out));
  const outside = way === '..' || way.startsWith(`..${sep}`);
  return outside ? null : '--out lies inside --inbox, where results would be taken for files';
}

async function unwritable(state: string): Promise<string | null> {
  const made = await mkdir(state, { recursive: true })
    .then(() =>
      Promise.all([state, dirname(state)].map((folder) => access(folder, constants.W_OK))),
    )
    .then(
      () => true,
      () => false,
    );
  return made ? null : '--out is not a folder that can be written';
}

function unusable(why: string): RunResult {
  return { kind: 'unusable', why };
}

export function foldersOf(options: Options) {
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
  const files = filesAfter(state, overlaidFiles(folders));
  const ports: Ports = {
    files,
    records: state.records,
    queues: state.queues,
    clearinghouse: dropClearinghouse(files),
    remotes: remotesAfter(state, remotesWith(secretsOf('receivers'))),
    clock: { today: () => today, now: systemNow },
  };
  const mended = new Map<string, CalendarDate>();
  const isMended: Mended = ({ date, encounterId }) => (mended.get(encounterId) ?? date) < date;
  const clinic =
    options.inbox === null ? openClinic(folders.answers, clinicOptions, isMended) : null;
  return {
    state,
    ports,
    drain: await drainOf(state, ports),
    settle: options.settle
      ? openSettlement(ports, {
          inbox: folders.answers,
          clinic: clinicOptions,
          people: clinic,
          mended,
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
    desk.state.begin();
    const keys = [...(arrivals.byDay.get(day) ?? []), ...((await desk.clinic?.deliver(day)) ?? [])];
    await workDay(desk, day, keys, (part) => progress({ of: 'part', part }));
    await writeRunState(desk.state.records, { asOf: day, source });
    desk.state.commit();
    progress({ of: 'day', day, done: index + 1, days: days.length });
  }
  return arrivals.strays;
}

async function workDay(
  desk: Desk,
  day: CalendarDate,
  keys: readonly string[],
  tell: (part: Part) => void,
): Promise<void> {
  await desk.drain();
  await receive(desk, keys);
  await once(desk, day, 'morning', async () => receive(desk, await desk.settle?.morning(day)));
  await schedule(desk, day, 'poll');
  await schedule(desk, day, 'sweep');
  tell('taken in');
  await schedule(desk, day, 'verify');
  await schedule(desk, day, 'submit');
  tell('submitted');
  await once(desk, day, 'evening', async () => receive(desk, await desk.settle?.evening(day)));
  tell('answered');
  await schedule(desk, day, 'follow-up');
  await schedule(desk, day, 'escalate');
  await schedule(desk, day, 'measure');
  tell('measured');
}

async function receive({ ports }: Desk, keys: readonly string[] = []): Promise<void> {
  const messages = keys.flatMap((key) => {
    const place = parseInboxKey(key);
    return place ? [{ practice: place.practice, key }] : [];
  });
  if (messages.length > 0) await ports.queues.send('receive', messages);
}

/** The runner has listed the inbox itself, so the sweep leaves it alone. */
function schedule(desk: Desk, day: CalendarDate, worker: QueueName): Promise<void> {
  return once(desk, day, worker, () => desk.ports.queues.send(worker, [{ inbox: false }]));
}

async function once(
  { drain, state }: Desk,
  day: CalendarDate,
  part: string,
  begin: () => Promise<void>,
): Promise<void> {
  await beginOnce(state, day, part, begin);
  await drain();
}
