/** A practice's reference in force, read once for each version of it. */
import { type Reference as InForce, referenceOf } from '../reference/in-force.ts';
import { type ReferenceKind, referenceRowSchema } from '../reference/reference-row.ts';
import type { PracticeId } from '../values/ids.ts';
import { referenceKey } from './keys.ts';
import type { Key, Ports, Records } from './ports.ts';
import { allRows } from './read-all.ts';

/** With the version of the practice's reference, which a claim that it prices keeps. */
export type Reference = InForce & { readonly version: number };

const held = new WeakMap<Records, Map<PracticeId, Reference>>();

const kinds = [
  'practice',
  'payers',
  'receivers',
  'contracts',
  'reductions',
  'fee_schedules',
  'providers',
  'owners',
  'authorizations',
  'auth_required',
  'icd10cm',
  'pprrvu',
  'gpci',
] as const satisfies readonly ReferenceKind[];

/** Raised whenever a reference file changes a row. */
export function versionKey(practice: PracticeId): Key {
  return referenceKey(practice, 'version', 'reference');
}

export async function readReference(ports: Ports, practice: PracticeId): Promise<Reference> {
  const version = await readVersion(ports.records, practice);
  const known = held.get(ports.records) ?? new Map<PracticeId, Reference>();
  held.set(ports.records, known);
  const current = known.get(practice);
  if (current?.version === version) return current;
  const reference = { ...(await load(ports.records, practice)), version };
  known.set(practice, reference);
  return reference;
}

export async function readVersion(records: Records, practice: PracticeId): Promise<number> {
  const item = await records.get('reference', versionKey(practice));
  return item === null ? 0 : Number(item['version']);
}

async function load(records: Records, practice: PracticeId): Promise<InForce> {
  const rows = [];
  for (const kind of kinds) {
    const { partition } = referenceKey(practice, kind, '');
    const stored = await allRows(records, { store: 'reference', partition });
    for (const row of stored) rows.push(referenceRowSchema.parse(row.item['row']));
  }
  return referenceOf(rows);
}
