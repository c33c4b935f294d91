/** Where a claim begins and which segments end it. */
import { tagOf } from '../x12/segment-view.ts';

export const clp = tagOf('CLP');

export const boundaries: ReadonlySet<number> = new Set(
  ['CLP', 'LX', 'TS2', 'TS3', 'PLB', 'SE', 'ST', 'GE', 'GS', 'IEA', 'ISA'].map(tagOf),
);
