/** The command line of `npm start`: options out, or one line that says why not. */
import { parseArgs } from 'node:util';
import {
  type CalendarDate,
  calendarDate,
  parseDate,
  systemToday,
} from '../../shared/values/dates.ts';

export type Options = {
  /** Null: the sample clinic. */
  readonly inbox: string | null;
  readonly out: string;
  readonly asOf: CalendarDate;
  readonly settle: boolean;
  readonly watch: boolean;
};

export type CommandLine =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'help' }
  | { readonly kind: 'unusable'; readonly why: string };

/** The last day of the sample clinic's year. */
const sampleEnds = calendarDate('2026-12-31');

export const helpText = `npm start -- [options]
  --inbox DIR         process this tree <practice>/<kind>/[YYYY-MM-DD/]<name>; it is only read
  --out DIR           results (default: out); state is kept in DIR/state
  --as-of YYYY-MM-DD  the last business date (default: today; the sample clinic: ${sampleEnds})
  --settle            simulated payers answer what is sent (on for the sample clinic)
  --watch             stay up: take in files as they arrive, serve the dashboard and webhooks on 127.0.0.1
  --help              these lines
`;

export function readCommandLine(args: readonly string[]): CommandLine {
  try {
    return optionsOf(parse(args));
  } catch (error) {
    if (!isParseError(error)) throw error;
    return { kind: 'unusable', why: `${firstSentence(error.message)}; see --help` };
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      inbox: { type: 'string' },
      out: { type: 'string', default: 'out' },
      'as-of': { type: 'string' },
      settle: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

function isParseError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  );
}

function firstSentence(message: string): string {
  return message.split(/\.\s/)[0] ?? message;
}

function optionsOf(values: ReturnType<typeof parse>): CommandLine {
  if (values.help) return { kind: 'help' };
  if (values.inbox === '') return { kind: 'unusable', why: '--inbox needs a folder' };
  if (values.out === '') return { kind: 'unusable', why: '--out needs a folder' };
  const inbox = values.inbox ?? null;
  const asOf = asOfDate(values['as-of'], inbox);
  if (asOf === undefined) {
    return { kind: 'unusable', why: '--as-of needs a date that exists, as YYYY-MM-DD' };
  }
  const { out, watch } = values;
  return {
    kind: 'run',
    options: { inbox, out, asOf, settle: values.settle || inbox === null, watch },
  };
}

function asOfDate(text: string | undefined, inbox: string | null): CalendarDate | undefined {
  if (text !== undefined) return parseDate(text);
  return inbox === null ? sampleEnds : systemToday();
}
