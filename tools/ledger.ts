/** `npm run ledger -- claim ID [--out DIR]`: a claim's money story in plain words, from the state of `npm start`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isOfAnotherForm, openState } from '../infra/local/state.ts';
import { factsOf } from '../shared/pipeline/claim-facts.ts';
import type { Records } from '../shared/pipeline/ports.ts';
import { allRows } from '../shared/pipeline/read-all.ts';
import { claimEntries } from '../shared/pipeline/read-entries.ts';
import { readClaim } from '../shared/pipeline/stored-claim.ts';
import { claimId, parsePractice } from '../shared/values/ids.ts';
import { claimStory } from './claim-story.ts';

const usage = `npm run ledger -- claim ID [--out DIR]
  a claim's money story, from the state that npm start left
  ID         a claim_id of claims.json, of a worklist or of drill/
  --out DIR  the results of npm start (default: out)
`;

const asked = read(process.argv.slice(2));
if (process.argv.includes('--help')) process.stdout.write(usage);
else if (asked === null) refuse('say claim ID [--out DIR]; see --help');
else await tell(asked.claim, asked.out);

function read(args: readonly string[]): { readonly claim: string; readonly out: string } | null {
  try {
    const options = { out: { type: 'string', default: 'out' } } as const;
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [word, claim = '', ...rest] = positionals;
    const usable = word === 'claim' && /^[A-Z0-9]{1,20}$/.test(claim) && rest.length === 0;
    return usable ? { claim, out: values.out } : null;
  } catch {
    return null;
  }
}

async function tell(claim: string, out: string): Promise<void> {
  const path = join(out, 'state', 'claimline.sqlite');
  if (!existsSync(path)) {
    refuse('no state in --out; run npm start first');
    return;
  }
  if (isOfAnotherForm(path)) {
    refuse('the state in --out is of another version');
    return;
  }
  const state = openState(path);
  try {
    const lines = await storiesOf(state.records, claim);
    if (lines.length === 0) refuse('no such claim in --out');
    else process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    state.close();
  }
}

/** A claim id is of one practice, which it does not name. */
async function storiesOf(records: Records, named: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const registered = await allRows(records, { store: 'reference', partition: 'practices' });
  for (const { key } of registered) {
    const practice = parsePractice(key.sort);
    if (practice === undefined) continue;
    const parts = await readClaim(records, practice, claimId(named));
    if (parts.claim === null) continue;
    const entries = await claimEntries(records, practice, claimId(named));
    lines.push(...claimStory(parts, factsOf(parts.claim, parts, entries), entries));
  }
  return lines;
}

function refuse(why: string): void {
  process.stderr.write(`ledger: ${why}\n`);
  process.exitCode = 2;
}
