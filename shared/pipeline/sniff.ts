/** What a file is, by its first bytes; its folder is only a hint. */
import { sniffReference } from '../reference/sniff.ts';
import { type FirstSet, firstSet } from '../x12/first-set.ts';

/** What a file may be, as files.json names it. */
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
  const begins = beginning(head);
  if (begins.startsWith('ISA')) return kindOfSet(firstSet(head));
  if (/^(MSH|FHS|BHS)\W/.test(begins)) return 'encounters-hl7';
  if (sniffReference(head) !== null) return 'reference';
  if (begins.startsWith('{') || begins.startsWith('[')) return jsonKind(begins);
  return csvKind(begins);
}

/** Why nobody takes a file of unknown kind: of X12 as much as its envelope tells. */
export function whyUnknown(head: Uint8Array): string {
  const begins = beginning(head);
  if (/^(GS|ST)[^\w\s]/.test(begins)) return 'no-interchange';
  if (!begins.startsWith('ISA')) return 'unknown-content';
  const { fatal, set } = firstSet(head);
  if (set !== '') return 'set-not-taken';
  return fatal ?? 'no-transaction';
}

function beginning(head: Uint8Array): string {
  return new TextDecoder('utf-8')
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart();
}

function kindOfSet({ acknowledges, guide, set }: FirstSet): FileKind {
  switch (set) {
    case '':
      return acknowledges ? 'TA1' : 'unknown';
    case '837':
      return kindOfClaims(guide);
    case '277':
      return guide.includes('X214') ? '277CA' : '277';
    case '835':
    case '999':
    case '271':
      return set;
    default:
      return 'unknown';
  }
}

/** X223 and before it X096 are the guides of facilities, X224 and X097 of dentists. */
function kindOfClaims(guide: string): FileKind {
  if (/X224|X097/.test(guide)) return 'unknown';
  return /X223|X096/.test(guide) ? '837I' : '837P';
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
