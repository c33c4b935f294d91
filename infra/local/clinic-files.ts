/** The sample clinic's files, written into the state's inbox on the day that they arrive. */
import { join } from 'node:path';
import { type ClinicDay, clinicDays, type Mended } from '../../shared/simulation/clinic.ts';
import type { ClinicOptions } from '../../shared/simulation/clinic-options.ts';
import type { KnownVisit } from '../../shared/simulation/money-files.ts';
import { doubletOf, type WrittenVisit } from '../../shared/simulation/written-visit.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';
import { claimIdOf, visitIdOf } from '../../shared/values/ids.ts';
import { writeBytes } from './files-folder.ts';

export type Clinic = {
  readonly opens: CalendarDate;
  /** Keys of the day's files, in byte order; days are asked for in order. */
  deliver(day: CalendarDate): Promise<readonly string[]>;
  /** The visit of a claim, of the days up to the last one delivered. */
  visitOf(claimId: string): KnownVisit | null;
  /** The visit of a claim, also of one that was entered twice, as it was written down. */
  writtenOf(claimId: string): WrittenVisit | null;
  /** The visit of an appointment, as it was registered. */
  appointmentOf(visitId: string): WrittenVisit | null;
};

export function openClinic(inbox: string, options: ClinicOptions, isMended: Mended): Clinic {
  const days = clinicDays(options, isMended);
  const known = newKnown();
  const advance = () => {
    const next = days.next();
    if (!next.done) learn(known, options, next.value);
    return next;
  };
  return {
    opens: options.from,
    deliver: async (day) => {
      let next = advance();
      while (!next.done && next.value.date < day) next = advance();
      if (next.done || next.value.date !== day) return [];
      const { files } = next.value;
      for (const file of files) writeBytes(join(inbox, file.key), file.bytes, 'any');
      return files.map((file) => file.key).sort();
    },
    visitOf: (claimId) => knownVisit(known.claims.get(claimId)),
    writtenOf: (claimId) => known.claims.get(claimId) ?? known.doublets.get(claimId) ?? null,
    appointmentOf: (visitId) => known.appointments.get(visitId) ?? null,
  };
}

function newKnown() {
  return {
    claims: new Map<string, WrittenVisit>(),
    doublets: new Map<string, WrittenVisit>(),
    appointments: new Map<string, WrittenVisit>(),
  };
}

/** Of an appointment whose day is over nobody asks any more. */
function learn(
  { appointments, claims, doublets }: ReturnType<typeof newKnown>,
  { practice }: ClinicOptions,
  { planned, written }: ClinicDay,
): void {
  for (const row of planned) appointments.set(visitIdOf(practice, row.visit.encounterId), row);
  for (const row of written) {
    const { encounterId } = row.visit;
    claims.set(claimIdOf(practice, encounterId), row);
    doublets.set(claimIdOf(practice, doubletOf(encounterId)), row);
    appointments.delete(visitIdOf(practice, encounterId));
  }
}

function knownVisit(written: WrittenVisit | undefined): KnownVisit | null {
  if (written === undefined) return null;
  const { date, encounterId, person } = written.visit;
  const supplemented = person.supplement !== null;
  return { encounterId, date, patientId: person.patient.patientId, supplemented };
}
