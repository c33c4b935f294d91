/** Every day: claims without an answer get an owner, and where the receiver takes it their payer is asked. */
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, claimId, type PracticeId } from '../values/ids.ts';
import { eachPractice } from './each-practice.ts';
import { followFiles } from './follow-files.ts';
import { stagePartition } from './keys.ts';
import { lookAgain, noHabits } from './look-again.ts';
import { nextInquiries } from './next-inquiries.ts';
import { sendBatches } from './outbox.ts';
import type { Ports, Step } from './ports.ts';
import { eachRow } from './read-all.ts';
import { readReference } from './read-reference.ts';
import { sideBySide } from './side-by-side.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'follow-up', message, (practice) => followPractice(ports, practice));

async function followPractice(ports: Ports, practice: PracticeId) {
  const due = await dueClaims(ports, practice, ports.clock.today());
  const habits = noHabits(await readReference(ports, practice));
  const look = async (claim: ClaimId) => ({
    claim,
    ...(await lookAgain(ports, practice, claim, habits)),
  });
  let alarms = 0;
  const asking = new Set<ClaimId>();
  for await (const looked of sideBySide(due, look)) {
    if (looked.alarms) alarms += 1;
    if (looked.asks) asking.add(looked.claim);
  }
  const asked = await sendBatches(ports, practice, async (number) => {
    const batch = await nextInquiries(ports, practice, number, [...asking]);
    for (const claim of batch?.claims ?? []) asking.delete(claim);
    return batch;
  });
  const files = await followFiles(ports, practice);
  const questions = asked.reduce((count, batch) => count + batch.claims.length, 0);
  return { event: 'claims-followed', counts: { claims: due.length, alarms, questions, files } };
}

const pageSize = 200;

/** Claims whose day to be looked at has come; the index lies by that day. */
async function dueClaims(
  ports: Ports,
  practice: PracticeId,
  today: CalendarDate,
): Promise<readonly ClaimId[]> {
  const partition = stagePartition(practice, 'watched');
  const query = { store: 'claims', index: 'byStage', partition, limit: pageSize } as const;
  const due: ClaimId[] = [];
  for await (const row of eachRow(ports.records, query)) {
    const [day = '', claim = ''] = String(row.item['claimPart']).split('#');
    if (day > today) break;
    due.push(claimId(claim));
  }
  return due;
}
