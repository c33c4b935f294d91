/** The sample clinic's files, written into the state's inbox on the day that they arrive. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clinicDays } from '../../shared/simulation/clinic.ts';
import type { ClinicOptions } from '../../shared/simulation/clinic-options.ts';
import type { KnownVisit } from '../../shared/simulation/money-files.ts';
import { doubletOf, type WrittenVisit } from '../../shared/simulation/written-visit.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';
import { claimIdOf } from '../../shared/values/ids.ts';

export type Clinic = {
  readonly opens: CalendarDate;
  /** Keys of the day's files, in byte order; days are asked for in order. */
  deliver(day: CalendarDate): Promise<readonly string[]>;
  /** The visit of a claim, of the days up to the last one delivered. */
  visitOf(claimId: string): KnownVisit | null;
  /** The visit of a claim, also of one that was entered twice, as it was written down. */
  writtenOf(claimId: string): WrittenVisit | null;
};

export function openClinic(inbox: string, options: ClinicOptions): Clinic {
  const days = clinicDays(options);
  const visits = new Map<string, WrittenVisit>();
  const doublets = new Map<string, WrittenVisit>();
  const advance = () => {
    const next = days.next();
    for (const written of next.done ? [] : next.value.planned) {
      const { encounterId } = written.visit;
      visits.set(claimIdOf(options.practice, encounterId), written);
      doublets.set(claimIdOf(options.practice, doubletOf(encounterId)), written);
    }
    return next;
  };
  return {
    opens: options.from,
    deliver: async (day) => {
      let next = advance();
      while (!next.done && next.value.date < day) next = advance();
      if (next.done || next.value.date !== day) return [];
      const { files } = next.value;
      for (const file of files) await writeWhole(join(inbox, file.key), file.bytes);
      return files.map((file) => file.key).sort();
    },
    visitOf: (claimId) => knownVisit(visits.get(claimId)),
    writtenOf: (claimId) => visits.get(claimId) ?? doublets.get(claimId) ?? null,
  };
}

function knownVisit(written: WrittenVisit | undefined): KnownVisit | null {
  if (written === undefined) return null;
  const { date, encounterId, person } = written.visit;
  return { encounterId, date, patientId: person.patient.patientId };
}

/** A half-written file has the name that listings pass over. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.writing-${process.pid}-0`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, path);
}
