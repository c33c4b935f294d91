/** The command line of a script: its values, or how it is used and the end. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** `--help` tells the usage; an option that is unknown or lacks its value tells why too, with exit status 2. */
export function argumentsFor<Config extends ParseArgsConfig>(
  usage: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  if (process.argv.slice(2).includes('--help')) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return refuse(usage, error.message.split('. ')[0] ?? error.message);
  }
}

export function wholeNumber(usage: string, name: string, text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse(usage, `${name} needs a whole number`);
}

export function refuse(usage: string, why: string): never {
  process.stderr.write(`${why}\n${usage}\n`);
  process.exit(2);
}
