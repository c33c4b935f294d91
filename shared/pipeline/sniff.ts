/** What a file is, by its first bytes; its folder is only a hint. */
import { sniffReference } from '../reference/sniff.ts';

/** The kinds of interfaces §8.2. */
export type FileKind =
  | 'encounters-csv'
  | 'encounters-json'
  | 'encounters-hl7'
  | 'encounters-fhir'
  | '837P'
  | '837I'
  | '835'
  | 'remittances-csv'
  | '277CA'
  | '277'
  | '999'
  | 'TA1'
  | '271'
  | 'appointments'
  | 'payments'
  | 'decisions'
  | 'reference'
  | 'unknown';

/** The inbox folder that each kind belongs in. */
export const folderOf: Readonly<Record<Exclude<FileKind, 'unknown'>, string>> = {
  'encounters-csv': 'encounters',
  'encounters-json': 'encounters',
  'encounters-hl7': 'encounters',
  'encounters-fhir': 'encounters',
  '837P': 'encounters',
  '837I': 'encounters',
  '835': 'remittances',
  'remittances-csv': 'remittances',
  '277CA': 'acknowledgments',
  '277': 'acknowledgments',
  '999': 'acknowledgments',
  TA1: 'acknowledgments',
  '271': 'eligibility',
  appointments: 'appointments',
  payments: 'payments',
  decisions: 'decisions',
  reference: 'reference',
};

/** Enough of a file to tell what it is. */
export const headBytes = 65_536;

export function sniff(head: Uint8Array): FileKind {
  const text = new TextDecoder('utf-8')
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text.startsWith('ISA')) return x12Kind(text);
  if (/^(MSH|FHS|BHS)\W/.test(text)) return 'encounters-hl7';
  if (sniffReference(head) !== null) return 'reference';
  if (text.startsWith('{') || text.startsWith('[')) return jsonKind(text);
  return csvKind(text);
}

/** The first ST01 with GS08; a TA1 alone has neither. */
function x12Kind(text: string): FileKind {
  const separator = text.charAt(3);
  const elements = text.split(separator, 18);
  const terminator = (elements[16] ?? '').charAt(1);
  if (terminator === '' || terminator === separator) return 'unknown';
  const segments = text.split(terminator).map((segment) => segment.trim().split(separator));
  const set = segments.find(([id]) => id === 'ST')?.[1] ?? '';
  const version = segments.find(([id]) => id === 'GS')?.[8] ?? '';
  if (set === '' && segments.some(([id]) => id === 'TA1')) return 'TA1';
  return kindOfSet(set, version);
}

function kindOfSet(set: string, version: string): FileKind {
  switch (set) {
    case '837':
      return version.includes('X223') ? '837I' : '837P';
    case '277':
      return version.includes('X214') ? '277CA' : '277';
    case '835':
    case '999':
    case '271':
      return set;
    default:
      return 'unknown';
  }
}

function jsonKind(text: string): FileKind {
  if (text.includes('"resourceType"')) return 'encounters-fhir';
  return /"(external_id|service_lines|diagnoses)"/.test(text) ? 'encounters-json' : 'unknown';
}

/** Columns that only this kind has, one set of them enough: a missing column is the reader's to name. */
const csvMarks: readonly (readonly [FileKind, readonly string[]])[] = [
  ['decisions', ['decision_id']],
  ['payments', ['payment_id']],
  ['appointments', ['appointment_id']],
  ['remittances-csv', ['check_number']],
  ['encounters-csv', ['procedure', 'rendering_npi']],
  ['encounters-csv', ['encounter_id', 'patient_id']],
  ['encounters-csv', ['encounter_id', 'procedure']],
  ['encounters-csv', ['patient_id', 'diagnoses']],
  ['encounters-csv', ['patient_id', 'procedure']],
];

function csvKind(text: string): FileKind {
  const header = (text.split(/\r?\n/, 1)[0] ?? '').split(',');
  const columns = new Set(header.map((name) => name.trim().replace(/^"|"$/g, '').toLowerCase()));
  const marked = csvMarks.find(([, marks]) => marks.every((mark) => columns.has(mark)));
  return marked?.[0] ?? 'unknown';
}
