/** A file or a payment that can not be posted: its end is recorded and a person gets it. */
import type { FileId, PracticeId } from '../values/ids.ts';
import type { Issue } from '../values/issue.ts';
import { zero } from '../values/money.ts';
import { openItem } from './open-item.ts';
import type { Ports } from './ports.ts';
import { quarantinedResult, resultAction } from './stored-file.ts';

/** A file that was worked, but for sets of another kind, and segments and TA1s outside any: those get a person. */
export async function askAboutRest(
  ports: Ports,
  practice: PracticeId,
  fileId: FileId,
  issues: readonly Issue[],
): Promise<void> {
  const unread = issues.find(
    ({ code, severity }) => severity === 'error' && /^transaction-not-|-outside$/.test(code),
  );
  if (unread === undefined) return;
  await openItem(ports, practice, `${fileId}#rest`, {
    queue: 'quarantine',
    category: 'file',
    claimId: null,
    amountCents: zero,
    reason: unread.code,
    deadline: null,
  });
}

export async function quarantineFile(
  ports: Ports,
  practice: PracticeId,
  fileId: FileId,
  issues: readonly Issue[],
): Promise<void> {
  await openItem(ports, practice, fileId, {
    queue: 'quarantine',
    category: 'file',
    claimId: null,
    amountCents: zero,
    reason: issues[0]?.code ?? 'unreadable',
    deadline: null,
  });
  await ports.records.transact([resultAction(practice, fileId, quarantinedResult(issues))]);
}
