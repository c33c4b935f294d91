/** The command line of `npm run x12`. */
import { parseArgs } from 'node:util';

export type Command =
  | { readonly kind: 'describe'; readonly file: string; readonly showPhi: boolean }
  | { readonly kind: 'check'; readonly file: string }
  | {
      readonly kind: 'split';
      readonly file: string;
      readonly by: 'st' | 'claim';
      readonly out: string;
    };

type Arguments =
  | Command
  | { readonly kind: 'help' }
  | { readonly kind: 'unusable'; readonly why: string };

export const usage = [
  'npm run x12 -- describe FILE [--show-phi]              what is in it, names and ids masked',
  'npm run x12 -- check FILE                              findings and balance; 1 when fatal or unbalanced',
  'npm run x12 -- split FILE --by st|claim [--out DIR]    a valid interchange for each',
].join('\n');

const options = {
  'show-phi': { type: 'boolean' },
  by: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean' },
} as const;

export function readArguments(args: readonly string[]): Arguments {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) return { kind: 'help' };
    return commandOf(positionals, values);
  } catch {
    return unusable('an option is not known or lacks its value; see --help');
  }
}

type Values = { 'show-phi'?: boolean; by?: string; out?: string };

function commandOf(positionals: readonly string[], values: Values): Arguments {
  const [verb = '', file, ...more] = positionals;
  if (!['describe', 'check', 'split'].includes(verb)) {
    return unusable('say describe, check or split; see --help');
  }
  if (file === undefined || more.length > 0) return unusable(`${verb} takes one file`);
  const stray = strayOption(verb, values);
  if (stray !== null) return unusable(`${verb} takes no --${stray}`);
  if (verb === 'describe') {
    return { kind: verb, file, showPhi: values['show-phi'] ?? false };
  }
  return verb === 'check' ? { kind: verb, file } : splitOf(file, values);
}

function splitOf(file: string, { by, out = 'split' }: Values): Arguments {
  if (by !== 'st' && by !== 'claim') return unusable('split takes --by st or --by claim');
  return { kind: 'split', file, by, out };
}

const optionsOf: Readonly<Record<string, readonly string[]>> = {
  describe: ['show-phi'],
  check: [],
  split: ['by', 'out'],
};

function strayOption(verb: string, values: Values): string | null {
  return Object.keys(values).find((name) => !optionsOf[verb]?.includes(name)) ?? null;
}

function unusable(why: string): Arguments {
  return { kind: 'unusable', why };
}
