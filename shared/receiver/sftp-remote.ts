/**
 * A directory behind SFTP. Bytes are written aside and renamed to their name, and a rename happens once: as long
 * as they still lie aside they have not been delivered, and what lies under the name has.
 */
import type { Receiver } from '../reference/reference.ts';
import { hashOf } from '../values/ids.ts';
import { answerMaxBytes } from './capabilities.ts';
import type { Answer, Fetched, Listing, Outgoing, Remote } from './remote.ts';

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
  read(path: string): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** `open` connects; one session serves until it fails. */
export function sftpRemote(open: () => Promise<SftpSession>, receiver: Receiver): Remote {
  let session: Promise<SftpSession> | null = null;
  const within = async <T>(work: (session: SftpSession) => Promise<T>, failed: T): Promise<T> => {
    session ??= open();
    try {
      return await work(await session);
    } catch {
      await closed(session);
      session = null;
      return failed;
    }
  };
  const lost: Answer = { kind: 'lost', code: 'no-answer', afterMs: null };
  return {
    prepare: (file) => within((it) => writeAside(it, receiver.path, file), false),
    commit: (file) => within((it) => nameIt(it, receiver.path, file), lost),
    list: () => within<Listing | null>((it) => listAnswers(it, receiver.answers), null),
    fetch: ({ name }) => within<Fetched>((it) => readWhole(it, receiver.answers, name), 'later'),
    close: async () => {
      if (session !== null) await closed(session);
    },
  };
}

async function closed(session: Promise<SftpSession>): Promise<void> {
  await session.then((it) => it.close()).catch(() => undefined);
}

async function writeAside(session: SftpSession, directory: string, file: Outgoing) {
  if (file.stale !== null)
    await session.remove(pathOf(directory, file.stale)).catch(() => undefined);
  const aside = pathOf(directory, file.aside);
  await session.write(aside, file.bytes);
  return (await session.size(aside)) === file.bytes.length;
}

/** Looks before it acts, so it may be asked again and again. */
async function nameIt(session: SftpSession, directory: string, file: Outgoing): Promise<Answer> {
  const named = pathOf(directory, file.name);
  const aside = pathOf(directory, file.aside);
  const size = await session.size(named);
  if (size !== null && size !== file.bytes.length)
    return { kind: 'refused', code: 'name-taken', reply: null };
  if (size === null) {
    if ((await session.size(aside)) !== file.bytes.length) return { kind: 'gone' };
    await session.rename(aside, named);
  }
  return { kind: 'accepted', trace: file.name, reply: null };
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
  const whole = before === bytes.length && (await session.size(path)) === bytes.length;
  return whole ? bytes : 'later';
}

function pathOf(directory: string, name: string): string {
  return `${directory.replace(/\/$/, '')}/${name}`;
}
