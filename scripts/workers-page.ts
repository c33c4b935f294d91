/** docs/workers.md: what each worker does, out of the topology and the head of its step. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type WorkerName, workers } from '../shared/pipeline/topology.ts';

const root = join(import.meta.dirname, '..');

const preface = `# Workers

Printed from \`shared/pipeline/topology.ts\` and the heads of the steps (\`npm run docs\`). A worker is a step \`(ports) => (message) => Promise<Outcome>\`: the same function in Lambda, on a laptop and in the simulator. Messages may be lost, repeated or reordered: a step does nothing twice, and \`sweep\` finds what was lost.`;

const adding = `## Add a worker

1. A row in [topology.ts](../shared/pipeline/topology.ts): what wakes it, whom it may send to, which files and records it may touch, its time and memory, and in one sentence what the practice loses while it fails. Queue, dead-letter queue, function, grants and alarms follow from it.
2. Its message in [messages.ts](../shared/pipeline/messages.ts), ids only, and a step in \`shared/pipeline/<name>.ts\` (\`export const step\`). What it decides is a pure function in the folder of its noun; the step reads, decides, writes in one transaction with a put-if-absent guard, and sends.
3. \`functions/<name>.ts\`: five lines, as its neighbours.
4. \`events/<name>.json\`: the whole Lambda invocation, as AWS delivers it.
5. A heading in [runbook.md](runbook.md) for each of its alarms.
6. What \`sweep\` does when its message is lost, and a story in \`test/faults/\` that loses, repeats and crashes it.
7. \`npm run docs\`, then \`npm test\`: tests walk the topology and name what is missing.

The laptop routes by the same table; a new schedule of the day's end also gets its place in \`infra/local/run.ts\`.`;

export function workersMarkdown(): string {
  const head =
    '| worker | woken by | does | sends to | while it fails |\n| --- | --- | --- | --- | --- |';
  const rows = Object.entries(workers).map(([name, row]) => rowOf(name, row));
  return `${[preface, [head, ...rows].join('\n'), adding].join('\n\n')}\n`;
}

function rowOf(name: string, row: (typeof workers)[WorkerName]): string {
  const sends = row.sends.filter((queue) => queue !== name).join(', ') || '–';
  const step = `[${name}](../shared/pipeline/${name}.ts)`;
  return `| ${[step, wokenBy(row.on), headOf(name), sends, row.errorImpact].join(' | ')} |`;
}

function wokenBy(on: (typeof workers)[WorkerName]['on']): string {
  if ('https' in on) return `\`${on.https.method} ${on.https.path}\``;
  if (!('schedule' in on)) return 'messages';
  const { schedule } = on;
  return 'localTime' in schedule
    ? `messages; daily ${schedule.localTime}`
    : `messages; every ${schedule.everyMinutes} min`;
}

/** The first sentence of a step's head comment. */
function headOf(name: string): string {
  const text = readFileSync(join(root, 'shared', 'pipeline', `${name}.ts`), 'utf8');
  const [, comment = ''] = text.match(/^\/\*\*([\s\S]*?)\*\//) ?? [];
  const plain = comment.replaceAll(/\n \* ?/g, ' ').trim();
  return plain.match(/^.*?\.(?= [A-Z`]|$)/)?.[0] ?? plain;
}
