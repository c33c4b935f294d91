/** The documents of a practice at the end of a business day, under `<practice>/<as-of>/`. */
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import { documentsOf } from './documents.ts';
import { eachPractice } from './each-practice.ts';
import { gather } from './gather.ts';
import type { Ports, Step } from './ports.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'report', message, (practice, since) =>
    reportPractice(ports, practice, since),
  );

async function reportPractice(ports: Ports, practice: PracticeId, since: CalendarDate) {
  const asOf = ports.clock.today();
  const gathered = await gather(ports, { practice, since });
  let documents = 0;
  for (const { name, text } of documentsOf([gathered], asOf)) {
    const bytes = new TextEncoder().encode(text);
    await ports.files.write('reports', `${practice}/${asOf}/${name}`, bytes, 'any');
    documents += 1;
  }
  return { event: 'reported', counts: { documents } };
}
