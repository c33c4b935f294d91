/**
 * A recoupment (PLB WO) and the reversal that it takes the money back for name each other by the payer's
 * or the patient's control number, in whatever order they come; hashed, because a key holds no foreign text.
 */
import type { ClaimPayment } from '../remittance/remittance.ts';
import { hashOf, type PracticeId } from '../values/ids.ts';
import { workPartition } from './keys.ts';
import { settleItems } from './open-item.ts';
import type { Key, Ports } from './ports.ts';
import { allRows } from './read-all.ts';

const reversed = 'reversed';
const recouped = 'recouped#';

/** Whether a reversal that the recoupment names has posted. */
export async function isReversed(
  ports: Ports,
  practice: PracticeId,
  source: string,
  reference: string,
): Promise<boolean> {
  const names = namesIn(reference);
  for (const name of names)
    await note(ports, keyOf(practice, name, `${recouped}${source}`), source);
  for (const name of names) {
    if (await ports.records.get('work', keyOf(practice, name, reversed))) return true;
  }
  return false;
}

/** A posted reversal explains the recoupments that name it. */
export async function explainRecoupments(
  ports: Ports,
  practice: PracticeId,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    await note(ports, keyOf(practice, name, reversed), reversed);
    const { partition } = keyOf(practice, name, recouped);
    const query = { store: 'work', partition, sortPrefix: recouped } as const;
    for (const { item } of await allRows(ports.records, query)) {
      await settleItems(ports, practice, String(item['of']), []);
    }
  }
}

/** CLP07 and CLP01 of a reversal. */
export function reversalNames({ payerControlNumber, patientControlNumber }: ClaimPayment) {
  return [payerControlNumber, patientControlNumber].filter((name) => name !== '');
}

/** PLB03-2 may be one number or several. */
function namesIn(reference: string): readonly string[] {
  const parts = reference.split(/[^A-Za-z0-9-]+/).filter((part) => part !== '');
  return [...new Set([reference.trim(), ...parts])].filter((name) => name !== '');
}

function keyOf(practice: PracticeId, name: string, sort: string): Key {
  return { partition: workPartition(practice, `recoupment#${hashOf(name)}`), sort };
}

async function note(ports: Ports, key: Key, of: string): Promise<void> {
  await ports.records.transact([{ kind: 'put', store: 'work', key, item: { of }, when: 'absent' }]);
}
