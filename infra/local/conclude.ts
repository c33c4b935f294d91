/** The end of a run: everything flows by once, into the documents and past the invariants. */
import type { AgingRow } from '../../shared/kpi/aging.ts';
import type { KpiRow } from '../../shared/kpi/compute.ts';
import {
  addPractice,
  agingOf,
  closeDocuments,
  openDocuments,
} from '../../shared/pipeline/documents.ts';
import { readPractices } from '../../shared/pipeline/each-practice.ts';
import type { Folded } from '../../shared/pipeline/folded.ts';
import { gather } from '../../shared/pipeline/gather.ts';
import {
  newProof,
  type Proof,
  type Violation,
  violations,
} from '../../shared/pipeline/invariants.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { brokenSeals } from '../../shared/pipeline/seal-day.ts';
import { walkBooks } from '../../shared/pipeline/walk-books.ts';
import { keepHeapSmall } from './heap.ts';
import type { Options } from './options.ts';
import { resultsShelf } from './results-shelf.ts';

export type Concluded = {
  readonly folded: Folded;
  readonly kpis: readonly KpiRow[];
  readonly violations: readonly Violation[];
};

export async function conclude(ports: Ports, options: Options): Promise<Concluded> {
  keepHeapSmall();
  const shelf = resultsShelf(options.out);
  const documents = await openDocuments(shelf, options.asOf);
  const proofs: Proof[] = [];
  for (const { practice } of await readPractices(ports)) {
    const proof = newProof(await gather(ports, practice));
    proofs.push(proof);
    await addPractice(documents, proof.gathered, (fold) =>
      walkBooks(ports, practice, [fold, proof]),
    );
  }
  const { folded } = documents;
  const aging = agingOf(folded);
  const { kpis } = await closeDocuments(documents, aging);
  await shelf.tidy();
  const broken = await brokenIn(ports, options, proofs, aging);
  return { folded, kpis, violations: broken };
}

async function brokenIn(
  ports: Ports,
  { asOf }: Options,
  proofs: readonly Proof[],
  aging: readonly AgingRow[],
): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  for (const proof of proofs) {
    const { practice } = proof.gathered;
    const own = aging.filter((row) => row.practice === practice);
    found.push(...violations(proof, own, asOf));
    for (const day of await brokenSeals(ports.records, practice)) {
      found.push({ code: 'days-sealed', invariant: 'audit days are sealed', subject: day });
    }
  }
  return found;
}
