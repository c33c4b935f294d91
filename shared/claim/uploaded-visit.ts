/** What an uploaded claim charges, which the two kinds of 837 say each in its own way. */
import type { Encounter, ServiceLine } from '../encounter/encounter.ts';
import { idOf, type Segment } from '../x12/segment.ts';

export type UploadedVisit = Pick<
  Encounter,
  'secondary' | 'referringNpi' | 'renderingNpi' | 'placeOfService' | 'diagnoses' | 'facility'
> & {
  /** A line is null when it can not be read. */
  readonly lines: readonly (ServiceLine | null)[];
};

/** Ids of segments that what we send would not have; the number of a clearinghouse (REF*D9) nobody misses. */
export function leftOutOf(other: readonly Segment[]): readonly string[] {
  const missed = other.filter(({ elements }) => elements[0] !== 'REF' || elements[1] !== 'D9');
  return [...new Set(missed.map(idOf))];
}
