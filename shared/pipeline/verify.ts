/** Coming visits: their appointments, whether somebody covers them, and whether they are charged when kept. */
import * as z from 'zod/mini';
import type { PracticeId } from '../values/ids.ts';
import { askPayers } from './ask-payers.ts';
import { eachPractice } from './each-practice.ts';
import { fileOf } from './inbox-file.ts';
import type { JsonObject, Outcome, Ports, Step } from './ports.ts';
import { takeAppointments } from './take-appointments.ts';

/** A file that has come; without one it is the day’s look at the visits of a practice. */
const verifyMessage = z.object({ fileId: z.optional(z.string()) });

export const step: Step = (ports) => (message) => {
  const { fileId } = verifyMessage.parse(message);
  if (fileId !== undefined) return takeFile(ports, message);
  return eachPractice(ports, 'verify', message, (practice) => verifyPractice(ports, practice));
};

async function takeFile(ports: Ports, message: JsonObject): Promise<Outcome> {
  const file = await fileOf(ports, message);
  if (file === null) return { event: 'visits-known', counts: {} };
  return takeAppointments(ports, file);
}

async function verifyPractice(ports: Ports, practice: PracticeId): Promise<Outcome> {
  const asked = await askPayers(ports, practice);
  return { event: 'visits-verified', counts: { asked } };
}
