/** `npm start`: reads the command line, runs, tells. */
import { helpText, readCommandLine } from './options.ts';
import { run } from './run.ts';

const line = readCommandLine(process.argv.slice(2));
if (line.kind === 'help') process.stdout.write(helpText);
else if (line.kind === 'unusable') {
  process.stderr.write(`claimline: ${line.why}\n`);
  process.exitCode = 2;
} else {
  const result = await run(line.options, (day, done, days) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${day} ${done}/${days}`);
  });
  if (result.kind === 'unusable') {
    process.stderr.write(`claimline: ${result.why}\n`);
    process.exitCode = 2;
  } else {
    console.log(result.violations.length, result.violations.slice(0, 20));
    if (result.violations.length > 0) process.exitCode = 1;
  }
}
