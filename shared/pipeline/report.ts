/** The documents of a practice at the end of a business day, under `<practice>/<as-of>/`. */
import type { PracticeId } from '../values/ids.ts';
import { addPractice, agingOf, closeDocuments, openDocuments } from './documents.ts';
import { eachPractice } from './each-practice.ts';
import { gather } from './gather.ts';
import type { Ports, Step } from './ports.ts';
import { type Shelf, textInPieces } from './shelf.ts';
import { walkBooks } from './walk-books.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'report', message, (practice) => reportPractice(ports, practice));

async function reportPractice(ports: Ports, practice: PracticeId) {
  const asOf = ports.clock.today();
  const documents = await openDocuments(reportsShelf(ports, `${practice}/${asOf}`), asOf);
  const gathered = await gather(ports, practice);
  await addPractice(documents, gathered, (fold) => walkBooks(ports, practice, [fold]));
  const written = await closeDocuments(documents, agingOf(documents.folded));
  return { event: 'reported', counts: { documents: written.documents } };
}

function reportsShelf({ files }: Ports, folder: string): Shelf {
  return { open: async (name) => textInPieces(await files.begin('reports', `${folder}/${name}`)) };
}
