/** Every day: claims without an answer get an owner, and where the receiver takes it their payer is asked. */
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, claimId, type PracticeId } from '../values/ids.ts';
import { eachPractice } from './each-practice.ts';
import { followFiles } from './follow-files.ts';
import { stagePartition } from './keys.ts';
import { lookAgain } from './look-again.ts';
import { nextInquiries } from './next-inquiries.ts';
import { sendBatches } from './outbox.ts';
import type { Ports, Step } from './ports.ts';
import { eachRow } from './read-all.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'follow-up', message, (practice) => followPractice(ports, practice));

async function followPractice(ports: Ports, practice: PracticeId) {
  const due = await dueClaims(ports, practice, ports.clock.today());
  const habits = { payers: new Map(), files: new Map() };
  let alarms = 0;
  for (const claim of due) {
    if (await lookAgain(ports, practice, claim, habits)) alarms += 1;
  }
  const asked = await sendBatches(ports, practice, (n) => nextInquiries(ports, practice, n));
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
