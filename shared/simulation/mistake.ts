/** One kind of error in what a clinic writes down. */
import type { Chance } from './chance.ts';
import type { EncounterRow } from './encounter-rows.ts';
import type { Visit } from './visits.ts';

export type Mistake = {
  readonly kind: string;
  /** What it is about; a visit has at most one mistake about each. */
  readonly about:
    | 'card'
    | 'group'
    | 'person'
    | 'authorization'
    | 'diagnosis'
    | 'line'
    | 'provider'
    | 'cell';
  /** In 10,000 of the visits that it fits, before and after the intervention. */
  readonly before: number;
  readonly after: number;
  readonly fits: (visit: Visit) => boolean;
  readonly change: (
    rows: readonly EncounterRow[],
    visit: Visit,
    chance: Chance,
  ) => readonly EncounterRow[];
};
