/** Liveness: whatever a lost event, a stale index or the passing of time left behind is queued again. */
import * as z from 'zod/mini';
import { type ClaimId, type PracticeId, parsePractice } from '../values/ids.ts';
import { handOut, readPractices } from './each-practice.ts';
import { stagePartition } from './keys.ts';
import { scheduleMessage } from './messages.ts';
import type { Ports, Step } from './ports.ts';
import { allRows } from './read-all.ts';
import { claimHeldByTime } from './scrub.ts';
import { sendClaims } from './send-claims.ts';
import { stagedClaims } from './staged-claims.ts';
import { readClaim } from './stored-claim.ts';
import { dueDeliveries } from './stored-delivery.ts';
import { sweepInbox } from './sweep-inbox.ts';

/** `inbox: false` leaves the inbox alone: the caller has just listed it. */
const sweepMessage = z.extend(scheduleMessage, { inbox: z.optional(z.boolean()) });

export const step: Step = (ports) => async (message) => {
  const { practice, inbox } = sweepMessage.parse(message);
  if (practice !== undefined) return sweepPractice(ports, practice, inbox);
  return handOut(ports, 'sweep', message, await practicesToSweep(ports, inbox));
};

/** Also a practice whose very first file's event was lost, so that nobody has registered it. */
async function practicesToSweep(ports: Ports, inbox: boolean | undefined) {
  const registered = (await readPractices(ports)).map((row) => row.practice);
  const folders = inbox === false ? [] : await ports.files.folders('inbox');
  const lying = folders.flatMap((name) => parsePractice(name) ?? []);
  return [...new Set([...registered, ...lying])];
}

async function sweepPractice(ports: Ports, practice: PracticeId, inbox: boolean | undefined) {
  const freed = await freedClaims(ports, practice);
  await sendClaims(ports, 'apply', practice, freed);
  const timed = await heldByTime(ports, practice);
  await sendClaims(ports, 'scrub', practice, timed);
  const due = await dueDeliveries(ports.records, practice);
  if (due.length > 0) await ports.queues.send('deliver', due);
  const files = inbox === false ? 0 : await sweepInbox(ports, practice);
  const counts = { files, freed: freed.length, timed: timed.length, due: due.length };
  return { event: 'swept', counts };
}

/** Claims that appeared while money of theirs went to suspense. */
async function freedClaims(ports: Ports, practice: PracticeId): Promise<readonly ClaimId[]> {
  const freed: ClaimId[] = [];
  for await (const claim of stagedClaims(ports, practice, 'suspended')) {
    if ((await readClaim(ports.records, practice, claim)).claim) freed.push(claim);
  }
  return freed;
}

/** Claims that only waiting can free: a service date in the future. */
async function heldByTime(ports: Ports, practice: PracticeId): Promise<readonly ClaimId[]> {
  const partition = stagePartition(practice, 'held');
  const rows = await allRows(ports.records, { store: 'claims', index: 'byStage', partition });
  return rows.flatMap((row) => claimHeldByTime(String(row.item['claimPart'])) ?? []);
}
