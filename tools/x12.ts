/** `npm run x12 -- describe|check|split FILE`: looks into an X12 file without a practice or a ledger. */
import { basename } from 'node:path';
import { checkFile } from './check-file.ts';
import { describeFile } from './describe-file.ts';
import { type Source, withFile } from './source.ts';
import { splitFile } from './split-file.ts';
import { writePieces } from './write-pieces.ts';
import { type Command, readArguments, usage } from './x12-arguments.ts';

const read = readArguments(process.argv.slice(2));
if (read.kind === 'help') process.stdout.write(`${usage}\n`);
else if (read.kind === 'unusable') refuse(read.why);
else await run(read);

async function run(command: Command): Promise<void> {
  const done = await withFile(command.file, (source) => work(source, command));
  if (done === null) refuse('the file can not be read');
}

async function work(source: Source, command: Command): Promise<true> {
  if (command.kind === 'describe') tell(await describeFile(source, command.showPhi));
  else if (command.kind === 'check') await check(source);
  else split(source, command);
  return true;
}

async function check(source: Source): Promise<void> {
  const { lines, passes } = await checkFile(source);
  tell(lines);
  if (!passes) process.exitCode = 1;
}

function split(source: Source, command: Extract<Command, { kind: 'split' }>): void {
  const pieces = splitFile(source, command.by);
  const written = writePieces(command.out, basename(command.file), pieces);
  if (written.kind === 'refused') refuse(written.why);
  else if (written.count === 0) {
    process.stderr.write('x12: the file holds no ST\n');
    process.exitCode = 1;
  } else tell([`${written.count} file${written.count === 1 ? '' : 's'} in ${command.out}`]);
}

function tell(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function refuse(why: string): void {
  process.stderr.write(`x12: ${why}\n`);
  process.exitCode = 2;
}
