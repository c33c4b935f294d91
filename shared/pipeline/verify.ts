/** Coming visits: their appointments, whether somebody covers them, and whether they are charged when kept. */
import type { PracticeId, VisitId } from '../values/ids.ts';
import { askPayers } from './ask-payers.ts';
import { eachPractice } from './each-practice.ts';
import { fileOf } from './inbox-file.ts';
import { visitsMessage } from './messages.ts';
import type { JsonObject, Outcome, Ports, Step } from './ports.ts';
import { settleVisits } from './settle-visit.ts';
import { openVisits } from './stored-visit.ts';
import { takeAppointments } from './take-appointments.ts';
import { takeCoverage } from './take-coverage.ts';

export const step: Step = (ports) => (message) => {
  const { fileId, planned = false, practice, visits } = visitsMessage.parse(message);
  if (fileId !== undefined) return takeFile(ports, message);
  if (practice !== undefined && visits !== undefined) {
    return planned ? look(ports, practice, visits) : settle(ports, practice, visits);
  }
  return eachPractice(ports, 'verify', message, (one) => verifyPractice(ports, one));
};

async function takeFile(ports: Ports, message: JsonObject): Promise<Outcome> {
  const file = await fileOf(ports, message);
  if (file === null) return { event: 'visits-known', counts: {} };
  return file.record.kind === '271' ? takeCoverage(ports, file) : takeAppointments(ports, file);
}

async function settle(ports: Ports, practice: PracticeId, visits: readonly VisitId[]) {
  await settleVisits(ports, practice, visits, 'changed');
  return { event: 'visits-settled', counts: { visits: visits.length } };
}

async function verifyPractice(ports: Ports, practice: PracticeId): Promise<Outcome> {
  const open = await openVisits(ports.records, practice, ports.clock.today());
  return look(ports, practice, open);
}

/** Questions first, so that a visit that was asked about today is not told as forgotten. */
async function look(ports: Ports, practice: PracticeId, visits: readonly VisitId[]) {
  const asked = await askPayers(ports, practice);
  await settleVisits(ports, practice, visits, 'looked');
  return { event: 'visits-verified', counts: { asked, visits: visits.length } };
}
