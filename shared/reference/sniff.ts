/** Which reference file some bytes are, by their beginning. */
import { isOrderFile } from '../codes/icd10cm.ts';
import { isIndexFile, isRelativeValueFile } from '../codes/mpfs.ts';
import type { ReferenceKind } from './reference-row.ts';
import { type TableKind, tables } from './tables.ts';

/** In the order in which a header is compared with their columns. */
const tableKinds: readonly TableKind[] = [
  'authorizations',
  'receivers',
  'payers',
  'providers',
  'owners',
  'fee_schedules',
  'reductions',
  'contracts',
];

/** Columns that no reference file has. */
const otherFiles = ['patient_id', 'rendering_npi', 'encounter_id', 'payment_id', 'decision_id'];

/** Which reference file the bytes are; null for none that is known. */
export function sniffReference(bytes: Uint8Array): ReferenceKind | null {
  const start = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 8192))
    .replace(/^\xEF\xBB\xBF/, '');
  if (isOrderFile(start)) return 'icd10cm';
  if (isRelativeValueFile(start)) return 'pprrvu';
  if (isIndexFile(start)) return 'gpci';
  if (/^\s*\{/.test(start)) return isPractice(start) ? 'practice' : null;
  const [header = ''] = start.split(/\r\n|\n|\r/, 1);
  const columns = new Set(
    header.split(',').map((name) => name.trim().toLowerCase().replaceAll('"', '')),
  );
  return tableKindOf(columns);
}

function tableKindOf(columns: ReadonlySet<string>): TableKind | null {
  if (otherFiles.some((column) => columns.has(column))) return null;
  if (columns.has('allowed')) return 'contracts';
  const told = tableKinds.find((kind) => tables[kind].tell.some((column) => columns.has(column)));
  if (told !== undefined) return told;
  const bare = columns.has('payer_id') && columns.has('procedure') && !columns.has('service_date');
  return bare ? 'auth_required' : null;
}

/** A practice describes itself; an encounter as JSON names a billing provider too. */
function isPractice(json: string): boolean {
  return (
    /"(tax_id|submitter_id|time_zone)"/.test(json) && !/"(service_lines|diagnoses)"/.test(json)
  );
}
