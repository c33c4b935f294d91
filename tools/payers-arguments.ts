/** The command line of `npm run payers`. */
import { parseArgs } from 'node:util';
import { type CalendarDate, parseDate } from '../shared/values/dates.ts';

export type PayersCommand = {
  readonly kind: 'answer';
  /** A file, or a folder of any depth. */
  readonly inbox: string;
  readonly answer: string;
  readonly seed: number;
  /** The last day whose answers are written; null: all. */
  readonly asOf: CalendarDate | null;
};

type Arguments =
  | PayersCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'unusable'; readonly why: string };

export const usage = `npm run payers -- --inbox FILE_OR_DIR --answer DIR [--seed N] [--as-of YYYY-MM-DD]
  answers 837P and 837I with TA1, 999, 277CA and 835, 270 with 271, 276 with 277
  --inbox FILE_OR_DIR  a file, or all files in a folder; it is only read
  --answer DIR         answers in DIR/<kind>/<day>/<name>: the tree of a practice in an inbox;
                       outside --inbox, and of its own for each run
  --seed N             other luck: a whole number (default 1)
  --as-of YYYY-MM-DD   no answers after that day (default: all that ever come)
  --help               these lines

A file arrives on the day on which it was made (BHT04), else on the as-of day.
`;

const options = {
  inbox: { type: 'string' },
  answer: { type: 'string' },
  seed: { type: 'string', default: '1' },
  'as-of': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

export function readPayersArguments(args: readonly string[]): Arguments {
  try {
    return commandOf(parseArgs({ args: [...args], options }).values);
  } catch {
    return unusable('an option is not known or lacks its value; see --help');
  }
}

type Values = {
  readonly inbox?: string;
  readonly answer?: string;
  readonly seed: string;
  readonly 'as-of'?: string;
  readonly help: boolean;
};

function commandOf(values: Values): Arguments {
  const { answer, inbox, seed } = values;
  const asOf = values['as-of'] === undefined ? null : parseDate(values['as-of']);
  if (values.help) return { kind: 'help' };
  if (!inbox) return unusable('--inbox needs a file or a folder; see --help');
  if (!answer) return unusable('--answer needs a folder; see --help');
  if (!/^\d{1,9}$/.test(seed)) return unusable('--seed needs a whole number');
  if (asOf === undefined) return unusable('--as-of needs a date that exists, as YYYY-MM-DD');
  return { kind: 'answer', inbox, answer, seed: Number(seed), asOf };
}

function unusable(why: string): Arguments {
  return { kind: 'unusable', why };
}
