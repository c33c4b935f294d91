/** Open work by owner, with what people outside call its subjects. */
import type { FileRow } from '../report/documents.ts';
import type { WorklistRow } from '../report/worklist.ts';
import type { ClaimId, EncounterId, PayerId } from '../values/ids.ts';
import type { WorkItem } from '../work/item.ts';
import type { Gathered } from './gather.ts';

/** What is kept of a claim with work when it goes by. */
export type WorkedClaim = { readonly payerId: PayerId; readonly encounterId: EncounterId };

export function worklistsOf(
  practices: readonly Gathered[],
  claims: ReadonlyMap<ClaimId, WorkedClaim>,
): ReadonlyMap<string, readonly WorklistRow[]> {
  const rows = practices.flatMap((gathered) => {
    const nameOf = namesOf(gathered, claims);
    return gathered.items
      .filter((item) => item.state === 'open')
      .map((item): WorklistRow => ({ practice: gathered.practice, item, ...nameOf(item) }));
  });
  return Map.groupBy(rows, ({ item }) => item.owner);
}

type Named = Pick<WorklistRow, 'about' | 'payerId'>;

/** A subject is a claim, a visit, a file or its row; anything else (a payment's row, a batch) is its own name. */
function namesOf({ files, visits }: Gathered, claims: ReadonlyMap<ClaimId, WorkedClaim>) {
  const visitNames = new Map(
    visits.map(({ row }): [string, Named] => [
      row.visitId,
      { about: `appointment ${row.appointmentId} on ${row.visitOn}`, payerId: row.payerId },
    ]),
  );
  const fileNames = new Map(files.map((file) => [file.sha256, file]));
  return ({ claimId, subject }: WorkItem): Named => {
    const claim = claimId && claims.get(claimId);
    if (claim) return { about: `encounter ${claim.encounterId}`, payerId: claim.payerId };
    return visitNames.get(subject) ?? { about: fileName(fileNames, subject), payerId: null };
  };
}

/** A file's own name may hold anything, so it is told by what we know of it; files.json has the name to that hash. */
function fileName(files: ReadonlyMap<string, FileRow>, subject: string): string {
  const [file = '', row] = subject.split('#');
  const known = files.get(file);
  if (known === undefined) return subject;
  const told = `${known.kind} file of ${known.arrived}, sha256 ${known.sha256.slice(0, 12)}`;
  return row === undefined ? told : `${told}, row ${row}`;
}
