/** `npm run payers`: the simulated clearinghouse and payers alone, for the files of any practice system. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import {
  type AskedFile,
  answerAll,
  answerableOf,
  type DatedAnswer,
  type ReceivedFile,
} from '../shared/simulation/answer-all.ts';
import { type CalendarDate, systemToday } from '../shared/values/dates.ts';
import { type PayersCommand, readPayersArguments, usage } from './payers-arguments.ts';

const read = readPayersArguments(process.argv.slice(2));
if (read.kind === 'help') process.stdout.write(usage);
else if (read.kind === 'unusable') refuse(read.why);
else tell(run(read));

type Told = { readonly kind: 'done' | 'refused'; readonly text: string };

function run(command: PayersCommand): Told {
  const { answer, asOf, inbox, seed } = command;
  if (liesIn(answer, inbox))
    return refused('--answer lies in --inbox: the answers would be read as files');
  const paths = pathsIn(inbox);
  if (paths === null) return refused('--inbox is not a file or folder that can be read');
  const files = paths.flatMap((path) => received(path, command));
  if (files.length === 0) return refused('nothing in --inbox can be answered');
  if (asOf !== null && files.every(({ on }) => on > asOf))
    return refused('every file in --inbox was made after the as-of day');
  const answers = [...answerAll(files, seed, asOf)];
  const before = filesUnder(answer);
  if (!writeAll(answer, answers)) return refused('--answer is not a folder that can be written');
  warnOf(before, answers);
  return { kind: 'done', text: summaryOf(files, answers, answer) };
}

/** Also where the inbox is the answers' own folder. */
function liesIn(folder: string, inbox: string): boolean {
  const way = relative(resolve(inbox), resolve(folder));
  return !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

function filesUnder(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  } catch {
    return [];
  }
}

/** Answers of another run would be posted beside these. */
function warnOf(before: readonly string[], answers: readonly DatedAnswer[]): void {
  const written = new Set(answers.map((answer) => pathOf(answer)));
  const others = before.filter((name) => !written.has(name)).length;
  if (others === 0) return;
  const files = others === 1 ? '1 file' : `${others} files`;
  process.stderr.write(`payers: ${files} in --answer are not of this run\n`);
}

function pathOf({ kind, name, on }: DatedAnswer): string {
  return join(kind, on, name);
}

function refused(text: string): Told {
  return { kind: 'refused', text };
}

function tell({ kind, text }: Told): void {
  if (kind === 'refused') refuse(text);
  else process.stdout.write(`${text}\n`);
}

/** In byte order; a folder's files by their path in it. */
function pathsIn(inbox: string): readonly (AskedFile & { readonly path: string })[] | null {
  try {
    const names = statSync(inbox).isDirectory()
      ? readdirSync(inbox, { recursive: true, encoding: 'utf8' })
      : [''];
    return names
      .map((name) => ({
        name: name.replaceAll(/[/\\]/g, '-') || basename(inbox),
        path: join(inbox, name),
      }))
      .filter(({ path }) => statSync(path).isFile())
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map((file) => ({ ...file, bytes: readFileSync(file.path) }));
  } catch {
    return null;
  }
}

/** A file that nobody can answer is named with what is wrong with it. */
function received(
  { bytes, name, path }: AskedFile & { readonly path: string },
  { asOf }: PayersCommand,
): readonly ReceivedFile[] {
  const found = answerableOf({ name, bytes });
  if (found.kind === 'answerable') {
    return [{ name, bytes, on: found.madeOn ?? asOf ?? systemToday() }];
  }
  process.stderr.write(`payers: ${path}: ${found.code} at ${found.place}\n`);
  return [];
}

function writeAll(folder: string, answers: readonly DatedAnswer[]): boolean {
  try {
    for (const answer of answers) {
      const path = join(folder, pathOf(answer));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, answer.bytes);
    }
    return true;
  } catch {
    return false;
  }
}

function summaryOf(
  files: readonly ReceivedFile[],
  answers: readonly DatedAnswer[],
  folder: string,
): string {
  const kinds = Map.groupBy(answers, ({ name }) => name.split('.').at(-1) ?? '');
  const told = [...kinds].sort().map(([kind, own]) => `${own.length} ${kind.toUpperCase()}`);
  const days = answers.map(({ on }): CalendarDate => on).sort();
  const span = days.length === 0 ? '' : `, ${days[0]} to ${days.at(-1)}`;
  return `${files.length} file${files.length === 1 ? '' : 's'} answered in ${folder}: ${told.join(', ') || 'nothing yet'}${span}`;
}

function refuse(why: string): void {
  process.stderr.write(`payers: ${why}\n`);
  process.exitCode = 2;
}
