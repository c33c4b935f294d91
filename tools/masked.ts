/** Names and ids as they may be shown: the first letter, never how long the rest is. */

export type Show = (text: string) => string;

export function masked(text: string): string {
  return text === '' ? '' : `${text.slice(0, 1)}***`;
}

/** Shows names and ids only when asked to. */
export function showing(showPhi: boolean): Show {
  return (text) => (text === '' ? '(none)' : showPhi ? text : masked(text));
}
