/**
 * A directory behind SFTP. Bytes are written aside and renamed to their name, and a rename happens once: as long
 * as they still lie aside they have not been delivered, and what lies under the name has.
 */
import type { Receiver } from '../reference/reference.ts';
import { hashOf } from '../values/ids.ts';
import { answerMaxBytes } from './capabilities.ts';
import type { Answer, Barrier, Fetched, Listing, Outgoing, Remote } from './remote.ts';
import { hostIn } from './secret.ts';

export type SftpEntry = {
  readonly name: string;
  readonly size: number;
  /** Seconds since 1970. */
  readonly modified: number;
};

/** What we need of SFTP; every failure throws. */
export type SftpSession = {
  /** The size of a file; null when there is none. */
  size(path: string): Promise<number | null>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Plain files only. */
  list(directory: string): Promise<readonly SftpEntry[]>;
  /** Null where we may write and not read. */
  read(path: string): Promise<Uint8Array | null>;
  close(): Promise<void>;
};

export type OpenSftp = () => Promise<SftpSession | Barrier>;

/** `open` connects; one session serves until it fails. Who refused us or was not the right one is not tried again. */
export function sftpRemote(open: OpenSftp, receiver: Receiver): Remote {
  let session: ReturnType<OpenSftp> | null = null;
  const within: Within = async (work, failed, barred) => {
    session ??= open().catch(() => 'unreached' as const);
    const opened = await session;
    if (typeof opened === 'string') {
      if (opened === 'unreached') session = null;
      return barred(opened);
    }
    try {
      return await work(opened);
    } catch {
      session = null;
      await opened.close().catch(() => undefined);
      return failed;
    }
  };
  const { answers, path } = receiver;
  return {
    shelf: hashOf('sftp', hostIn(receiver), receiver.user, plainPath(answers)),
    prepare: (file) => within<Prepared>((it) => writeAside(it, path, file), 'unreached', asIs),
    commit: (file) => within<Answer>((it) => nameIt(it, path, file), lost, notTaken),
    list: () => within<Listing | Barrier>((it) => listAnswers(it, answers), 'unreached', asIs),
    fetch: ({ name }) => within<Fetched>((it) => readWhole(it, answers, name), 'later', later),
    close: async () => {
      const opened = await session;
      if (opened !== null && typeof opened !== 'string') await opened.close();
    },
  };
}

type Prepared = 'ready' | Barrier;

/** `failed` when it broke off on the way, `barred` when it never began. */
type Within = <T>(
  work: (session: SftpSession) => Promise<T>,
  failed: T,
  barred: (why: Barrier) => T,
) => Promise<T>;

const lost: Answer = { kind: 'lost', code: 'no-answer', afterMs: null };

function notTaken(code: Barrier): Answer {
  return { kind: 'busy', code, afterMs: null };
}

function asIs(why: Barrier): Barrier {
  return why;
}

function later(): Fetched {
  return 'later';
}

async function writeAside(
  session: SftpSession,
  directory: string,
  file: Outgoing,
): Promise<Prepared> {
  if (file.stale !== null)
    await session.remove(pathOf(directory, file.stale)).catch(() => undefined);
  const aside = pathOf(directory, file.aside);
  await session.write(aside, file.bytes);
  return (await session.size(aside)) === file.bytes.length ? 'ready' : 'unreached';
}

/**
 * Looks before it acts, so it may be asked again and again. What lies under the name is ours when it is the same
 * to the byte; where nothing may be read there is no telling.
 */
async function nameIt(session: SftpSession, directory: string, file: Outgoing): Promise<Answer> {
  const named = pathOf(directory, file.name);
  const aside = pathOf(directory, file.aside);
  const taken: Answer = { kind: 'refused', code: 'name-taken', reply: null };
  const accepted: Answer = { kind: 'accepted', trace: file.name, reply: null };
  const size = await session.size(named);
  if (size === null) {
    if ((await session.size(aside)) !== file.bytes.length) return { kind: 'gone' };
    await session.rename(aside, named);
    return accepted;
  }
  if (size !== file.bytes.length) return taken;
  const lying = await session.read(named);
  if (lying === null) return { kind: 'gone' };
  return Buffer.compare(lying, file.bytes) === 0 ? accepted : taken;
}

/** What is still being written, as its name or its change while it is read tells, waits for the next time. */
async function listAnswers(session: SftpSession, directory: string): Promise<Listing> {
  const found = (await session.list(directory)).filter(
    ({ name }) => !/^\.|\.(tmp|part|filepart|writing)$/i.test(name),
  );
  const oldest = found.toSorted((a, b) => a.modified - b.modified || (a.name < b.name ? -1 : 1));
  const files = oldest.map(({ name, size, modified }) => ({
    id: hashOf(name, String(size), String(modified)),
    name,
  }));
  return { files, cursor: null, more: false };
}

async function readWhole(session: SftpSession, directory: string, name: string) {
  const path = pathOf(directory, name);
  const before = await session.size(path);
  if (before !== null && before > answerMaxBytes) return 'too-large';
  const bytes = await session.read(path);
  if (bytes === null) return 'later';
  const whole = before === bytes.length && (await session.size(path)) === bytes.length;
  return whole ? bytes : 'later';
}

function plainPath(directory: string): string {
  return directory
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');
}

function pathOf(directory: string, name: string): string {
  return `${directory.replace(/\/$/, '')}/${name}`;
}
