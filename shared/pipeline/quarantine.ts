/** A file or a payment that can not be posted: its end is recorded and a person gets it. */
import type { FileId, PracticeId } from '../values/ids.ts';
import type { Issue } from '../values/issue.ts';
import { zero } from '../values/money.ts';
import { openItem } from './open-item.ts';
import type { Ports } from './ports.ts';
import { quarantinedResult, resultAction } from './stored-file.ts';

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
