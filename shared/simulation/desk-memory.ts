/** What the sample's billers remember between two days. */
import type { CalendarDate } from '../values/dates.ts';
import type { Memory, Notebook } from './notebook.ts';

export type DeskRow =
  /** The last morning on which the queues were worked. */
  | { readonly kind: 'morning'; readonly on: CalendarDate }
  /** An item that was worked, for this reason; on that day it is looked at again if it is still open. */
  | { readonly kind: 'worked'; readonly reason: string; readonly again: CalendarDate }
  /** An authorization that a payer was asked for and grants on that day. */
  | { readonly kind: 'granted'; readonly visitId: string }
  /** How often something was tried about a claim. */
  | { readonly kind: 'tries'; readonly count: number };

export type DeskMemory = Memory<DeskRow>;
export type DeskNotebook = Notebook<DeskRow>;
