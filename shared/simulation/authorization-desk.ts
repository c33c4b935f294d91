/** The sample's authorization desk: it asks payers for what open items say is missing, and files what they grant in time. */
import { addDays, type CalendarDate } from '../values/dates.ts';
import { chanceOf } from './chance.ts';
import type { DeskNotebook } from './desk-memory.ts';
import { dueKey } from './notebook.ts';
import { authorizationsText } from './reference-files.ts';
import { weekdayFrom } from './working-days.ts';
import type { WrittenVisit } from './written-visit.ts';

/** Days until a payer decides; the longest that CMS-0057-F allows it from 2026 on for what is not urgent. */
const decides = [1, 7] as const;

/** Asked today for a visit, of which nothing is known after its day. */
export function askFor(
  { notebook, seed, today }: { notebook: DeskNotebook; seed: number; today: CalendarDate },
  visitId: string,
): CalendarDate {
  const days = chanceOf(seed, 'authorization-asked', visitId).whole(...decides);
  const on = weekdayFrom(addDays(today, days));
  notebook.put(dueKey(on, visitId), { kind: 'granted', visitId });
  return on;
}

export type ReferenceFile = {
  readonly kind: 'reference';
  readonly name: string;
  readonly bytes: Uint8Array;
};

/** What payers granted until this morning; whom they would have granted after the visit they refuse. */
export function grantedFiles(
  notebook: DeskNotebook,
  today: CalendarDate,
  appointmentOf: (visitId: string) => WrittenVisit | null,
): readonly ReferenceFile[] {
  const due = notebook.takeDue(today);
  const visits = due.flatMap((row) =>
    row.kind === 'granted' ? (appointmentOf(row.visitId) ?? []) : [],
  );
  if (visits.length === 0) return [];
  const bytes = Buffer.from(authorizationsText(visits));
  return [{ kind: 'reference', name: 'granted.csv', bytes }];
}
