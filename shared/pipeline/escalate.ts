/** Open work past its due date or its deadline goes up the ladder; none of it stays with its owner alone. */
import type { PracticeId } from '../values/ids.ts';
import { lastResort } from '../work/assign.ts';
import { actBy } from '../work/item.ts';
import { eachPractice } from './each-practice.ts';
import { itemActions } from './open-item.ts';
import type { Ports, Step } from './ports.ts';
import { allRows } from './read-all.ts';
import { readReference } from './read-reference.ts';
import { readItem } from './stored-item.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'escalate', message, (practice) => escalatePractice(ports, practice));

async function escalatePractice(ports: Ports, practice: PracticeId) {
  const today = ports.clock.today();
  const { owners } = await readReference(ports, practice);
  let escalated = 0;
  for (const row of await allRows(ports.records, {
    store: 'work',
    index: 'byDue',
    partition: practice,
  })) {
    const stored = readItem(row.item);
    const { item } = stored;
    if (actBy(item) >= today) break;
    const escalatedTo = owners.get(item.queue)?.escalateTo || lastResort;
    const actions = itemActions(ports, practice, [stored], { ...item, escalatedTo });
    if ((await ports.records.transact(actions)).done) escalated += 1;
  }
  return { event: 'work-escalated', counts: { escalated } };
}
