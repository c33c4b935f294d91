/** `npm start`: reads the command line, runs, tells; with `--watch` it stays. */
import { folderLook } from './folder-look.ts';
import { helpText, type Options, readCommandLine } from './options.ts';
import { progressOn } from './progress.ts';
import { foldersOf, run } from './run.ts';
import { paintFor, summary } from './summary.ts';
import { serveResults, watchInbox } from './watch.ts';
import { openWebhooks } from './webhooks.ts';

const firstPort = 8835;

const line = readCommandLine(process.argv.slice(2));
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

async function stay(options: Options): Promise<void> {
  const webhooks = openWebhooks(foldersOf(options), options.asOf);
  const { url, server } = await serveResults({ out: options.out, webhooks }, firstPort);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  process.stdout.write(`Watching    ${url}  (Ctrl-C stops)\n`);
  const inbox = options.inbox;
  const again = async () => void (await runOnce(options));
  const look = async () => `${await folderLook(inbox)} ${webhooks.taken()}`;
  await watchInbox(look, again, stop.signal);
  server.close();
  server.closeAllConnections();
  webhooks.close();
}
