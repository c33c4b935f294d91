/** `npm run x12 -- describe|check|split FILE`: looks into an X12 file without a practice or a ledger. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { checkFile } from './check-file.ts';
import { describeFile } from './describe-file.ts';
import { splitFile } from './split-file.ts';
import { writePieces } from './write-pieces.ts';
import { type Command, readArguments, usage } from './x12-arguments.ts';

const read = readArguments(process.argv.slice(2));
if (read.kind === 'help') process.stdout.write(`${usage}\n`);
else if (read.kind === 'unusable') refuse(read.why);
else await run(read);

async function run(command: Command): Promise<void> {
  const bytes = bytesOf(command.file);
  if (bytes === null) refuse('the file can not be read');
  else if (command.kind === 'describe') tell(await describeFile(bytes, command.showPhi));
  else if (command.kind === 'check') await check(bytes);
  else split(bytes, command);
}

async function check(bytes: Buffer): Promise<void> {
  const { lines, passes } = await checkFile(bytes);
  tell(lines);
  if (!passes) process.exitCode = 1;
}

function split(bytes: Buffer, command: Extract<Command, { kind: 'split' }>): void {
  const pieces = splitFile(bytes, command.by);
  if (pieces.length === 0) {
    process.stderr.write('x12: the file holds no ST\n');
    process.exitCode = 1;
    return;
  }
  const written = writePieces(command.out, basename(command.file), pieces);
  if (written.kind === 'refused') refuse(written.why);
  else tell([`${pieces.length} file${pieces.length === 1 ? '' : 's'} in ${command.out}`]);
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function tell(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function refuse(why: string): void {
  process.stderr.write(`x12: ${why}\n`);
  process.exitCode = 2;
}
