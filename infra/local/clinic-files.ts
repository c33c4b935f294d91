/** The sample clinic's files, written into the state's inbox on the day that they arrive. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clinicDays } from '../../shared/simulation/clinic.ts';
import { sampleClinicOptions } from '../../shared/simulation/clinic-options.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';

export type Clinic = {
  readonly opens: CalendarDate;
  /** Keys of the day's files, in byte order; days are asked for in order. */
  deliver(day: CalendarDate): Promise<readonly string[]>;
};

export function openClinic(inbox: string): Clinic {
  const days = clinicDays();
  return {
    opens: sampleClinicOptions.from,
    deliver: async (day) => {
      let next = days.next();
      while (!next.done && next.value.date < day) next = days.next();
      if (next.done || next.value.date !== day) return [];
      const { files } = next.value;
      for (const file of files) await writeWhole(join(inbox, file.key), file.bytes);
      return files.map((file) => file.key).sort();
    },
  };
}

export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
}
