/** What the sample's denial desk remembers between two days. */
import type { Decision } from './decisions.ts';
import type { Trouble } from './desk-mail.ts';
import type { Memory, Notebook } from './notebook.ts';

export type DeskRow =
  /** A payment that was read: its copies tell nothing new. */
  | { readonly kind: 'seen' }
  /** How often the desk has taken up a claim. */
  | { readonly kind: 'tries'; readonly count: number }
  /** What came before anybody worked it, the last trouble of a claim. */
  | { readonly kind: 'left'; readonly trouble: Trouble }
  /** What will be decided on a coming day. */
  | { readonly kind: 'due'; readonly decided: Decision };

export type DeskMemory = Memory<DeskRow>;
export type DeskNotebook = Notebook<DeskRow>;
