/** What separates segments and their parts in one interchange, as its ISA shows it. No meaning of any segment. */

/** One character each; `repetition` is null where ISA11 names none. A CRLF terminator is held as LF. */
export type Delimiters = {
  readonly element: string;
  readonly component: string;
  readonly repetition: string | null;
  readonly segment: string;
};

export const standardDelimiters: Delimiters = {
  element: '*',
  component: ':',
  repetition: '^',
  segment: '~',
};

/** `more`: the ISA may go on in bytes that have not come yet. */
export type Detection =
  | { readonly outcome: 'found'; readonly delimiters: Delimiters }
  | { readonly outcome: 'more' }
  | { readonly outcome: 'impossible' };

const longestIsa = 640;
const cr = 13;
const lf = 10;

/**
 * Finds the delimiters of the ISA that starts at `from`, by counting separators and not by offset 105.
 * Until the bytes have `ended`, a line break behind the ISA is judged only by what follows it.
 */
export function detectDelimiters(
  bytes: Uint8Array,
  from: number,
  to: number,
  ended = true,
): Detection {
  const end = Math.min(to, from + longestIsa);
  const missing: Detection = {
    outcome: end < to || to - from >= longestIsa ? 'impossible' : 'more',
  };
  const separator = bytes[from + 3];
  if (separator === undefined || from + 3 >= end) return missing;
  const last = endOfSixteenSeparators(bytes, from + 3, end, separator);
  if (last === null || last + 1 >= end) return missing;
  const ends = terminatorAt(bytes.subarray(last + 1, end), ended);
  return ends === null ? missing : checked(textOf(bytes, from, last), separator, bytes[last], ends);
}

/** A sign behind a line break ends the segment: the file is wrapped, in lines whose length divides the ISA's. */
function terminatorAt(rest: Uint8Array, ended: boolean): number | null {
  const [first, second] = rest;
  const paired = first === cr && second === lf;
  const breaks = paired ? 2 : Number(first === cr || first === lf);
  const next = rest[breaks];
  if (next === undefined) return ended && (paired || first === lf) ? lf : null;
  if (breaks === 0 || canDelimit(next)) return next;
  return paired ? lf : (first ?? lf);
}

/** The place of ISA16's character: the first after the sixteenth separator that breaks no line. */
function endOfSixteenSeparators(bytes: Uint8Array, from: number, to: number, separator: number) {
  let separators = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (separators === 16 && byte !== cr && byte !== lf) return at;
    if (byte === separator) separators += 1;
  }
  return null;
}

function checked(
  head: string,
  separator: number,
  component: number | undefined,
  terminator: number | undefined,
): Detection {
  if (!canDelimit(separator) || !canDelimit(component) || terminator === undefined) {
    return { outcome: 'impossible' };
  }
  const distinct = new Set([separator, component, terminator]).size === 3;
  const ends = canDelimit(terminator) || terminator === cr || terminator === lf;
  if (!distinct || !ends) return { outcome: 'impossible' };
  const element = String.fromCharCode(separator);
  const own = [element, String.fromCharCode(component ?? 0), String.fromCharCode(terminator)];
  const [, componentText = '', segment = ''] = own;
  const repetition = repetitionOf(head.split(element), own);
  return {
    outcome: 'found',
    delimiters: { element, component: componentText, repetition, segment },
  };
}

/** ISA11 is a separator only from version 00402 on; before, and with careless senders, it is a letter. */
function repetitionOf(isa: readonly string[], taken: readonly string[]): string | null {
  const [sign = '', version = ''] = [isa[11], isa[12]];
  const separates = sign.length === 1 && version >= '00402' && canDelimit(sign.charCodeAt(0));
  return separates && !taken.includes(sign) ? sign : null;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to)).replace(/[\r\n]/g, '');
}

function canDelimit(byte: number | undefined): boolean {
  if (byte === undefined || byte === 0x20 || byte === cr || byte === lf || byte === 0) return false;
  return !/[0-9A-Za-z]/.test(String.fromCharCode(byte));
}
