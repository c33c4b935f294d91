/** HL7 v2 as practice systems export it: messages, segments, fields. No meaning of a field. */

/** One segment; fields, repetitions and components are counted from 1, as the standard counts them. */
export type Hl7Segment = {
  readonly id: string;
  /** A component's first subcomponent, escapes undone; empty when there is none, or when it is `""` (delete). */
  readonly text: (field: number, component?: number, repetition?: number) => string;
  readonly repetitions: (field: number) => number;
};

export type Hl7Message = {
  /** 1-based in the file. */
  readonly ordinal: number;
  readonly segments: readonly Hl7Segment[];
  /** As it stands in the file. */
  readonly lines: readonly string[];
  /** Lines that are no segment: a line break inside a field cut it in two. */
  readonly strayLines: number;
};

type Delimiters = Readonly<
  Record<'field' | 'component' | 'repetition' | 'escaping' | 'subcomponent', string>
>;

/** MLLP ends a message with it; it begins one with a vertical tab. */
const endOfBlock = String.fromCharCode(0x1c);

/** Messages begin at MSH; the envelopes of a batch (FHS, BHS, BTS, FTS) and MLLP's frames are passed over. */
export function readHl7(bytes: Uint8Array): readonly Hl7Message[] {
  const text = decode(bytes).replaceAll('\v', '\r').replaceAll(endOfBlock, '\r');
  const lines = text.split(/[\r\n]+/).filter((line) => line !== '');
  const inMessages = lines.filter((line) => !/^(FHS|BHS|BTS|FTS)/.test(line));
  const starts = inMessages.flatMap((line, at) => (line.startsWith('MSH') ? [at] : []));
  return starts.map((at, index) => readMessage(inMessages.slice(at, starts[index + 1]), index + 1));
}

/** MSH-18 names the character set; without one it is UTF-8. */
function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const header = text.slice(text.indexOf('MSH')).split(/[\r\n]/, 1)[0] ?? '';
  const isLatin = header.split(header.charAt(3))[17]?.includes('8859/1') ?? false;
  return isLatin ? new TextDecoder('latin1').decode(bytes) : text;
}

function readMessage(lines: readonly string[], ordinal: number): Hl7Message {
  const delimiters = delimitersOf(lines[0] ?? '');
  const isSegment = (line: string) =>
    /^[A-Z][A-Z0-9]{2}$/.test(line.slice(0, 3)) && [delimiters.field, ''].includes(line.charAt(3));
  return {
    ordinal,
    lines,
    segments: lines.filter(isSegment).map((line) => readSegment(line, delimiters)),
    strayLines: lines.filter((line) => !isSegment(line)).length,
  };
}

/** MSH-1 and MSH-2; what a short MSH-2 leaves out has its usual sign. */
function delimitersOf(header: string): Delimiters {
  const field = header.charAt(3) || '|';
  const signs = header.slice(4).split(field, 1)[0] ?? '';
  return {
    field,
    component: signs.charAt(0) || '^',
    repetition: signs.charAt(1) || '~',
    escaping: signs.charAt(2) || '\\',
    subcomponent: signs.charAt(3) || '&',
  };
}

function readSegment(line: string, delimiters: Delimiters): Hl7Segment {
  const [id = '', ...rest] = line.split(delimiters.field);
  // MSH-1 is the sign that has just been split at.
  const fields = id === 'MSH' ? [delimiters.field, ...rest] : rest;
  const repeated = (field: number) => (fields[field - 1] ?? '').split(delimiters.repetition);
  return {
    id,
    text: (field, component = 1, repetition = 1) => {
      const parts = (repeated(field)[repetition - 1] ?? '').split(delimiters.component);
      const text = (parts[component - 1] ?? '').split(delimiters.subcomponent, 1)[0] ?? '';
      return text === '""' ? '' : plainText(text, delimiters);
    },
    repetitions: (field) => ((fields[field - 1] ?? '') === '' ? 0 : repeated(field).length),
  };
}

/** Signs that text may not hold come as letters, other characters as hex; layout in text is a space. */
function plainText(text: string, delimiters: Delimiters): string {
  const { escaping, field, component, repetition, subcomponent } = delimiters;
  if (!text.includes(escaping)) return text;
  const signs = new Map(Object.entries({ F: field, S: component, R: repetition, T: subcomponent }));
  const [before = '', ...parts] = text.split(escaping);
  let out = before;
  for (let at = 0; at < parts.length; at += 2) {
    const code = parts[at] ?? '';
    out += (signs.get(code) ?? meaningOf(code, escaping)) + (parts[at + 1] ?? '');
  }
  return out;
}

function meaningOf(code: string, escaping: string): string {
  if (code === 'E') return escaping;
  if (/^X([0-9A-Fa-f]{2})+$/.test(code)) return Buffer.from(code.slice(1), 'hex').toString('utf8');
  return ' ';
}
