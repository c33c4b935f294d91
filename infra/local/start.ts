/** `npm start`: reads the command line, runs, tells; with `--watch` it stays. */
import { folderLook } from './folder-look.ts';
import { helpText, type Options, readCommandLine } from './options.ts';
import { progressOn } from './progress.ts';
import { foldersOf, run } from './run.ts';
import { paintFor, summary } from './summary.ts';
import { serveResults, watchInbox } from './watch.ts';
import { openWebhooks } from './webhooks.ts';

const firstPort = 8835;

const args = process.argv.slice(2);
const line = readCommandLine(args);
if (line.kind === 'help') process.stdout.write(helpText);
else if (line.kind === 'unusable') refuse(line.why);
else {
  const usable = await runOnce(line.options);
  if (usable && line.options.watch) await stay(line.options);
}

function refuse(why: string): void {
  process.stderr.write(`claimline: ${why}\n`);
  process.exitCode = 2;
}

/** Exit status 1 when an invariant does not hold, 2 when the run could not begin. */
async function runOnce(options: Options): Promise<boolean> {
  const result = await run(options, progressOn(process.stdout)).catch(unreadable);
  if (result.kind === 'unusable') {
    refuse(result.why);
    return false;
  }
  process.stdout.write(summary(result, options.asOf, options.out, paintFor(process.stdout)));
  if (result.violations.length > 0) process.exitCode = 1;
  return true;
}

/** A file or folder that may not be read or written is the user's to mend; what was done before it is kept. */
function unreadable(error: unknown): Awaited<ReturnType<typeof run>> {
  const refused =
    error instanceof Error && 'path' in error && 'code' in error && error.code === 'EACCES';
  if (!refused) throw error;
  return { kind: 'unusable', why: `no permission for ${error.path}; mend it and start again` };
}

/** A new day is news too: without --as-of the run goes on to it. */
async function stay(begun: Options): Promise<void> {
  const options = () => optionsNow(begun);
  const webhooks = openWebhooks(foldersOf(begun), () => options().asOf);
  const { url, server } = await serveResults({ out: begun.out, webhooks }, firstPort);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  process.stdout.write(`Watching   ${url}  (Ctrl-C stops)\n`);
  const again = async () => void (await runOnce(options()));
  const look = async () => `${options().asOf} ${webhooks.taken()} ${await folderLook(begun.inbox)}`;
  await watchInbox(look, again, stop.signal);
  server.close();
  server.closeAllConnections();
  webhooks.close();
}

/** As the command line reads today. */
function optionsNow(begun: Options): Options {
  const now = readCommandLine(args);
  return now.kind === 'run' ? now.options : begun;
}
