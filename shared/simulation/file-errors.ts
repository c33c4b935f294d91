/** What a clearinghouse finds wrong with the structure of a file of claims, as TA1s and 999s say it. */
import type { FileError } from '../acknowledgment/acknowledgment.ts';
import { findSegment, idOf } from '../x12/segment.ts';
import type { Transaction, TransactionFile } from '../x12/transactions.ts';

/** The first finding of the envelope as TA105; null for one that holds. */
export function interchangeNote({ findings }: TransactionFile): string | null {
  const found = findings.find((row) => row.severity === 'fatal' || isOf(row.code, 'interchange'));
  if (found === undefined) return null;
  return notes[found.code] ?? '024';
}

const notes: Readonly<Record<string, string>> = {
  'interchange-number': '001',
  'interchange-count': '021',
  'interchange-unclosed': '023',
};

/** AK905. */
export function groupErrors({ findings }: TransactionFile): readonly FileError[] {
  return findings
    .filter((row) => isOf(row.code, 'group'))
    .map((row) => error(`AK905-${groupCodes[row.code] ?? '6'}`));
}

const groupCodes: Readonly<Record<string, string>> = {
  'group-unclosed': '3',
  'group-number': '4',
  'group-count': '5',
};

/** Guides of claims that it takes, with any of their addenda. */
const guides = ['005010X222', '005010X223'];

/** Of one ST: IK502 for the whole, IK304 for what a file of claims can not lack. */
export function transactionErrors(
  { findings }: TransactionFile,
  { complete, segments, set, version }: Transaction,
): readonly FileError[] {
  if (set !== '837') return [error('IK502-1')];
  if (!guides.some((guide) => version.startsWith(guide))) return [error('IK502-I6')];
  if (!complete) return [error('IK502-2')];
  const counted = findings.filter((row) => isOf(row.code, 'transaction'));
  const whole = counted.map((row) => error(`IK502-${setCodes[row.code] ?? '2'}`));
  return [...whole, ...missing(segments)];
}

const setCodes: Readonly<Record<string, string>> = {
  'transaction-number': '3',
  'transaction-count': '4',
};

function missing(segments: Transaction['segments']): readonly FileError[] {
  const [first, second] = segments.map(idOf);
  const named = ['41', '40', '85'].every((who) => findSegment(segments, 'NM1', who) !== undefined);
  return [
    ...(first === 'BHT' ? [] : [error('IK304-3', 'BHT')]),
    ...(second === 'NM1' && named ? [] : [error('IK304-3', 'NM1')]),
    ...(findSegment(segments, 'CLM') === undefined ? [error('IK304-3', 'CLM')] : []),
  ];
}

function isOf(code: string, level: string): boolean {
  return code.startsWith(`${level}-`);
}

function error(code: string, place = ''): FileError {
  return { code, place };
}
