/** An encounter file: each readable visit becomes a claim with its charge booked once; the rest gets an issue. */
import { readUploadedClaims } from '../claim/uploaded-claims.ts';
import { type EncounterFile, readEncounterCsv } from '../encounter/read-csv.ts';
import { readEncounterJson } from '../encounter/read-json.ts';
import type { ClaimId } from '../values/ids.ts';
import type { Issue } from '../values/issue.ts';
import { bytesOf, fileOf, type InboxFile } from './inbox-file.ts';
import type { Ports, Step } from './ports.ts';
import { quarantineFile } from './quarantine.ts';
import { sendClaims } from './send-claims.ts';
import type { FileKind } from './sniff.ts';
import { resultAction } from './stored-file.ts';
import { type Taken, takeEncounter } from './take-encounter.ts';

/** How each kind of encounter file is read; CSV is the default. */
const readerOf: Partial<Record<FileKind, (bytes: Uint8Array) => EncounterFile>> = {
  'encounters-json': readEncounterJson,
  '837P': readUploadedClaims,
  '837I': readUploadedClaims,
};

export const step: Step = (ports) => async (message) => {
  const file = await fileOf(ports, message);
  if (file === null) return { event: 'encounters-known', counts: {} };
  const bytes = await bytesOf(ports, file);
  const read = (readerOf[file.record.kind] ?? readEncounterCsv)(bytes);
  if (read.fatal) {
    await quarantineFile(ports, file.practice, file.fileId, read.issues);
    return { event: 'encounters-quarantined', counts: { files: 1 } };
  }
  const taken = await takeAll(ports, file, read);
  await sendClaims(ports, 'scrub', file.practice, claimsOf(taken, 'built'));
  await sendClaims(ports, 'apply', file.practice, claimsOf(taken, 'awaited'));
  await sendClaims(ports, 'assign', file.practice, claimsOf(taken, 'differs'));
  await finish(ports, file, read, taken);
  return { event: 'encounters-taken', counts: { encounters: taken.length } };
};

async function takeAll(ports: Ports, file: InboxFile, read: EncounterFile) {
  const taken: Taken[] = [];
  for (const row of read.encounters) {
    taken.push(
      row.kind === 'readable'
        ? await takeEncounter(ports, file, row)
        : { claimId: null, flags: ['unusable'], issues: [] },
    );
  }
  return taken;
}

function claimsOf(taken: readonly Taken[], flag: Taken['flags'][number]): readonly ClaimId[] {
  return taken.flatMap((row) => (row.claimId && row.flags.includes(flag) ? [row.claimId] : []));
}

async function finish(ports: Ports, file: InboxFile, read: EncounterFile, taken: readonly Taken[]) {
  const held = taken.filter((row) => row.flags.includes('differs')).length;
  const rejected = taken.filter((row) => row.flags.includes('unusable')).length;
  const issues: Issue[] = [...read.issues, ...taken.flatMap((row) => row.issues)];
  await ports.records.transact([
    resultAction(file.practice, file.fileId, {
      status: 'done',
      rows: taken.length,
      posted: taken.length - held - rejected,
      held,
      rejected,
      issues,
    }),
  ]);
}
