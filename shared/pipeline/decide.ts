/** What people decided takes effect once: each action on its claim, item or file. */
import { hashOf } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { zero } from '../values/money.ts';
import { type Decision, readDecisions } from '../work/decision.ts';
import { applyDecision } from './apply-decision.ts';
import { bytesOf, fileOf, type InboxFile } from './inbox-file.ts';
import { fileKey } from './keys.ts';
import { openItem } from './open-item.ts';
import type { Ports, Step } from './ports.ts';
import { quarantineFile } from './quarantine.ts';
import { resultAction } from './stored-file.ts';

/** `refused` with a code; `held` waits for a person. */
export type Decided =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused' | 'held'; readonly code: string };

export const step: Step = (ports) => async (message) => {
  const file = await fileOf(ports, message);
  if (file === null) return { event: 'decisions-known', counts: {} };
  const read = readDecisions(await bytesOf(ports, file));
  if (read.fatal) {
    await quarantineFile(ports, file.practice, file.fileId, read.issues);
    return { event: 'decisions-quarantined', counts: { files: 1 } };
  }
  const decided: { readonly row: number; readonly decided: Decided }[] = [];
  for (const decision of read.decisions) {
    decided.push({ row: decision.row, decided: await decideOnce(ports, file, decision) });
  }
  const held = decided.filter((row) => row.decided.outcome === 'held').length;
  const posted = decided.filter((row) => row.decided.outcome === 'done').length;
  await ports.records.transact([
    resultAction(file.practice, file.fileId, {
      status: 'done',
      rows: read.rows,
      posted,
      held,
      rejected: read.rows - posted - held,
      issues: [...read.issues, ...decided.flatMap(issueOf)],
    }),
  ]);
  return { event: 'decisions-taken', counts: { decisions: read.rows } };
};

function issueOf({ row, decided }: { row: number; decided: Decided }): readonly Issue[] {
  return decided.outcome === 'done' ? [] : [issue(decided.code, 'error', row)];
}

/** A decision twice is one; the same id with other content waits for a person. */
async function decideOnce(ports: Ports, file: InboxFile, decision: Decision): Promise<Decided> {
  const key = fileKey(file.practice, 'decision', hashOf(decision.decisionId));
  const { row: _, ...said } = decision;
  const contentHash = hashOf(JSON.stringify(said));
  const before = await ports.records.get('files', key);
  if (before !== null && before['contentHash'] !== contentHash) {
    return hold(ports, file, decision, 'decision-differs');
  }
  const decided = await applyDecision(ports, file.practice, decision, before !== null);
  if (decided.outcome === 'held') return hold(ports, file, decision, decided.code);
  if (decided.outcome === 'done') {
    const item = { contentHash };
    await ports.records.transact([{ kind: 'put', store: 'files', key, item, when: 'absent' }]);
  }
  return decided;
}

async function hold(
  ports: Ports,
  file: InboxFile,
  decision: Decision,
  code: string,
): Promise<Decided> {
  await openItem(ports, file.practice, `${file.fileId}#${decision.row}`, {
    queue: 'posting',
    category: 'decision',
    claimId: null,
    amountCents: zero,
    reason: code,
    deadline: null,
  });
  return { outcome: 'held', code };
}
