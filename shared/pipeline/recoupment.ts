/**
 * A recoupment (PLB WO) and the reversal that it takes the money back for name each other by the payer's
 * or the patient's control number, in whatever order they come; hashed, because a key holds no foreign text.
 */
import type { ClaimPayment } from '../remittance/remittance.ts';
import { hashOf, type PracticeId } from '../values/ids.ts';
import type { Cause } from '../work/item.ts';
import { workPartition } from './keys.ts';
import { settleItems, settleWith } from './open-item.ts';
import type { Action, Key, Ports } from './ports.ts';
import { allRows } from './read-all.ts';

const reversed = 'reversed';
const recouped = 'recouped#';

export type Recoupment = {
  readonly source: string;
  /** PLB03-2. */
  readonly reference: string;
};

/**
 * A person looks for the reversal that a recoupment names, unless it has posted. The item comes with the
 * notes by which a reversal finds it, so that it opens once: not again after the reversal has closed it.
 */
export async function askUnlessReversed(
  ports: Ports,
  practice: PracticeId,
  { source, reference }: Recoupment,
  cause: Cause,
): Promise<void> {
  const names = namesIn(reference);
  const notes = names.map((name) =>
    noteAction(keyOf(practice, name, `${recouped}${source}`), source),
  );
  const causes = (await isReversed(ports, practice, names)) ? [] : [cause];
  await settleWith(ports, practice, source, causes, notes);
  if (await isReversed(ports, practice, names)) await settleItems(ports, practice, source, []);
}

async function isReversed(ports: Ports, practice: PracticeId, names: readonly string[]) {
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
    await ports.records.transact([noteAction(keyOf(practice, name, reversed), reversed)]);
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

function noteAction(key: Key, of: string): Action {
  return { kind: 'put', store: 'work', key, item: { of }, when: 'absent' };
}
