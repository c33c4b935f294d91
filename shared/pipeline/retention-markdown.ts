/** docs/retention.md, printed from the topology so that the two never differ. */
import { buckets, stores } from './topology.ts';

export function retentionMarkdown(): string {
  return `${[preface, filesTable(), keptFiles, recordsTable(), keptRecords].join('\n\n')}\n`;
}

const preface = `# What is kept, and for how long

Printed from \`shared/pipeline/topology.ts\` by \`retentionMarkdown()\`; a test says when this page is stale.

No rule deletes a file or a record that is in force. Payers and states ask for up to ten years, HIPAA for six; what goes after that is for whoever deploys to decide, and goes by a person's hand.

## Files`;

function filesTable(): string {
  const rows = Object.entries(buckets).map(([name, row]) => {
    const cools = 'coolsAfterDays' in row ? `after ${row.coolsAfterDays} days` : 'never';
    return `| ${name} | ${cools} | ${row.versioned ? 'yes' : 'no'} | ${row.readAgain} |`;
  });
  const head = '| bucket | cools | keeps what is replaced | read again |';
  return [head, '| --- | --- | --- | --- |', ...rows].join('\n');
}

const keptFiles = `- To cool is to move to S3 Glacier Instant Retrieval: a sixth of the price to keep, a price for each gigabyte read, and an answer in milliseconds. A class that has to be restored first would make \`deliver\`, \`apply\` and whatever is sent back to its worker fail, so no rule names one; a test reads the template. S3 leaves files below 128 KB where they are.
- A version that was replaced or deleted stays for \`oldVersionDays\` of the stage (infra/stages.ts): ten years in production, 30 days in a trial.
- Parts of an upload that nobody finished go after seven days; the log of who asked for which file, after \`oldVersionDays\`.
- A laptop keeps all of it in its folders, for ever.

## Records`;

function recordsTable(): string {
  const rows = Object.entries(stores).map(([name, row]) => {
    const goes = 'expires' in row ? `what has \`${row.expires}\`, then` : 'never';
    return `| ${name} | ${row.appendOnly ? 'never changed' : 'in its last form'} | ${goes} |`;
  });
  return ['| store | kept | goes |', '| --- | --- | --- |', ...rows].join('\n');
}

const keptRecords = `- Only calls of webhooks have an end: 90 days after the call its id is forgotten. A sender repeats for days, not for months, and a file that came twice is known by its bytes.
- Every table can be restored to any second of the last 35 days; in production a backup plan keeps copies that outlive the table (infra/backups.ts).
- Logs of functions, of calls and of the firewall: ten years in production, a month in a trial. They hold ids and codes.`;
