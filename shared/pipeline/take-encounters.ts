/** An encounter file: each readable visit becomes a claim with its charge booked once; the rest gets an issue. */
import { readUploadedClaims } from '../claim/uploaded-claims.ts';
import { type EncounterFile, readEncounterCsv } from '../encounter/read-csv.ts';
import { readEncounterFhir } from '../encounter/read-fhir.ts';
import { readEncounterHl7 } from '../encounter/read-hl7.ts';
import { readEncounterJson } from '../encounter/read-json.ts';
import type { ClaimId } from '../values/ids.ts';
import type { Issue } from '../values/issue.ts';
import { bytesOf, fileOf, type InboxFile } from './inbox-file.ts';
import { encountersMessage } from './messages.ts';
import type { Ports, Step } from './ports.ts';
import { askAboutRest, quarantineFile } from './quarantine.ts';
import { sendClaims } from './send-claims.ts';
import type { FileKind } from './sniff.ts';
import { resultAction } from './stored-file.ts';
import { type Taken, takeVisits } from './take-encounter.ts';
import { partAction, readParts, type TakenPart } from './taken-part.ts';

/** How each kind of encounter file is read; CSV is the default. */
const readerOf: Partial<Record<FileKind, (bytes: Uint8Array) => EncounterFile>> = {
  'encounters-json': readEncounterJson,
  'encounters-hl7': readEncounterHl7,
  'encounters-fhir': readEncounterFhir,
  '837P': readUploadedClaims,
  '837I': readUploadedClaims,
};

/** So many are taken in well within a worker's time; each run reads its file anew. */
const encountersAtOnce = 20_000;

export const step: Step = takeEncounters(encountersAtOnce);

/** A file with more encounters than `atOnce` is taken in runs, each of which sends for the next. */
export function takeEncounters(atOnce: number): Step {
  return (ports) => async (message) => {
    const { from = 0 } = encountersMessage.parse(message);
    const file = await fileOf(ports, message);
    if (file === null) return { event: 'encounters-known', counts: {} };
    const { practice, fileId, record } = file;
    const read = (readerOf[record.kind] ?? readEncounterCsv)(await bytesOf(ports, file));
    if (read.fatal) {
      await quarantineFile(ports, practice, fileId, read.issues);
      return { event: 'encounters-quarantined', counts: { files: 1 } };
    }
    const run = read.encounters.slice(from, from + atOnce);
    const taken = await takeAll(ports, file, run);
    await sendClaims(ports, 'scrub', practice, claimsOf(taken, 'built'));
    await sendClaims(ports, 'apply', practice, claimsOf(taken, 'awaited'));
    await sendClaims(ports, 'assign', practice, claimsOf(taken, 'differs'));
    const next = from + run.length;
    if (next < read.encounters.length) {
      await ports.records.transact([partAction(practice, fileId, from, partOf(taken))]);
      await ports.queues.send('take-encounters', [{ practice, fileId, from: next }]);
    } else await finish(ports, file, read, partOf(taken));
    return { event: 'encounters-taken', counts: { encounters: taken.length } };
  };
}

async function takeAll(ports: Ports, file: InboxFile, run: EncounterFile['encounters']) {
  const taken: Taken[] = [];
  for (let at = 0; at < run.length; at += visitsTogether) {
    const rows = run.slice(at, at + visitsTogether);
    const readable = rows.flatMap((row) => (row.kind === 'readable' ? [row] : []));
    const visits = await takeVisits(ports, file, readable);
    for (const row of rows)
      taken.push((row.kind === 'readable' ? visits.get(row) : undefined) ?? unusable);
  }
  return taken;
}

/** As many as a transaction holds when each has one service date. */
const visitsTogether = 33;

const unusable: Taken = { claimId: null, flags: ['unusable'], issues: [] };

function claimsOf(taken: readonly Taken[], flag: Taken['flags'][number]): readonly ClaimId[] {
  return taken.flatMap((row) => (row.claimId && row.flags.includes(flag) ? [row.claimId] : []));
}

function partOf(taken: readonly Taken[]): TakenPart {
  return {
    rows: taken.length,
    held: taken.filter((row) => row.flags.includes('differs')).length,
    rejected: taken.filter((row) => row.flags.includes('unusable')).length,
    issues: taken.flatMap((row) => row.issues),
  };
}

async function finish(ports: Ports, file: InboxFile, read: EncounterFile, last: TakenPart) {
  const { practice, fileId } = file;
  await askAboutRest(ports, practice, fileId, read.issues);
  const parts = [...(await readParts(ports.records, practice, fileId)), last];
  const total = (of: 'rows' | 'held' | 'rejected') =>
    parts.reduce((sum, part) => sum + part[of], 0);
  const [rows, held, rejected] = [total('rows'), total('held'), total('rejected')];
  const issues: Issue[] = [...read.issues, ...parts.flatMap((part) => part.issues)];
  const posted = rows - held - rejected;
  const result = { status: 'done', rows, posted, held, rejected, issues } as const;
  await ports.records.transact([resultAction(practice, fileId, result)]);
}
