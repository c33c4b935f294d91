/** The reference files that are CSV: their columns, how a row reads, and the key by which it is replaced. */
import type { Cells } from '../csv/cells.ts';
import { payerId } from '../values/ids.ts';
import { readReceiver, receiverName } from './read-receiver.ts';
import type { ContractRate, Provider } from './reference.ts';
import type { ReferenceKind, ReferenceRows } from './reference-row.ts';

/** Official code sets, read by readers of their own. */
type CodeSetKind = 'icd10cm' | 'pprrvu' | 'gpci';

export type TableKind = Exclude<ReferenceKind, 'practice' | CodeSetKind>;

type Column = string;

export type Table<Kind extends TableKind> = {
  readonly needed: readonly Column[];
  readonly optional: readonly Column[];
  /** Columns that no other kind of file has: one of them in a header tells the kind. */
  readonly tell: readonly Column[];
  read(row: Cells<Column>): ReferenceRows[Kind];
  keyOf(row: ReferenceRows[Kind]): readonly string[];
};

export const tables: { readonly [Kind in TableKind]: Table<Kind> } = {
  contracts: {
    needed: ['payer_id', 'procedure', 'allowed', 'effective_from'],
    optional: ['modifier', 'place', 'effective_to'],
    tell: ['allowed', 'effective_from'],
    read: (row) => ({
      payerId: payerId(name(row, 'payer_id')),
      procedure: name(row, 'procedure').toUpperCase(),
      modifier: row.code('modifier'),
      place: place(row),
      allowedCents: row.amount('allowed'),
      effectiveFrom: row.date('effective_from'),
      effectiveTo: row.optionalDate('effective_to'),
    }),
    keyOf: (rate) => [rate.payerId, rate.procedure, rate.modifier, rate.place, rate.effectiveFrom],
  },
  reductions: {
    needed: ['payer_id', 'modifier', 'effective_from'],
    optional: ['percent', 'effective_to'],
    tell: ['percent'],
    read: (row) => ({
      payerId: payerId(name(row, 'payer_id')),
      modifier: row.read('modifier', reducible, ''),
      basisPoints: keptPart(row),
      effectiveFrom: row.date('effective_from'),
      effectiveTo: row.optionalDate('effective_to'),
    }),
    keyOf: (reduction) => [reduction.payerId, reduction.modifier, reduction.effectiveFrom],
  },
  fee_schedules: {
    needed: ['payer_id', 'locality', 'percent', 'effective_from'],
    optional: ['effective_to'],
    tell: ['locality'],
    read: (row) => ({
      payerId: payerId(name(row, 'payer_id')),
      locality: row.read('locality', locality, ''),
      basisPoints: row.read('percent', percent, 0),
      effectiveFrom: row.date('effective_from'),
      effectiveTo: row.optionalDate('effective_to'),
    }),
    keyOf: (schedule) => [schedule.payerId, schedule.effectiveFrom],
  },
  authorizations: {
    needed: ['payer_id', 'member_id', 'number', 'procedure', 'valid_from', 'valid_to', 'units'],
    optional: [],
    tell: ['valid_from', 'valid_to'],
    read: (row) => ({
      payerId: payerId(name(row, 'payer_id')),
      memberId: row.needed('member_id'),
      number: name(row, 'number'),
      procedure: name(row, 'procedure').toUpperCase(),
      validFrom: row.date('valid_from'),
      validTo: row.date('valid_to'),
      units: row.read('units', quantity, 0),
    }),
    keyOf: (authorization) => [
      authorization.payerId,
      authorization.number,
      authorization.procedure,
    ],
  },
  payers: {
    needed: ['payer_id', 'name', 'claim_filing_code', 'filing_limit_days', 'appeal_limit_days'],
    optional: ['electronic', 'receiver'],
    tell: ['claim_filing_code', 'filing_limit_days', 'appeal_limit_days'],
    read: (row) => ({
      payerId: payerId(row.read('payer_id', ownPayer, '')),
      name: row.needed('name'),
      claimFilingCode: row.read('claim_filing_code', filingCode, ''),
      filingLimitDays: row.read('filing_limit_days', wholeNumber, 0),
      appealLimitDays: row.read('appeal_limit_days', wholeNumber, 0),
      electronic: row.text('electronic') === '' || row.read('electronic', yesOrNo, true),
      receiver:
        row.text('receiver') === '' ? 'clearinghouse' : row.read('receiver', receiverName, ''),
    }),
    keyOf: (payer) => [payer.payerId],
  },
  receivers: {
    needed: ['receiver', 'method', 'host', 'path'],
    optional: ['answers', 'user', 'host_key'],
    tell: ['method', 'host_key', 'answers'],
    read: readReceiver,
    keyOf: (receiver) => [receiver.receiver],
  },
  providers: {
    needed: ['npi', 'last', 'first', 'taxonomy', 'payers'],
    optional: [],
    tell: ['taxonomy'],
    read: (row) => ({
      npi: name(row, 'npi'),
      last: row.needed('last'),
      first: row.needed('first'),
      taxonomy: row.code('taxonomy'),
      payers: enrolments(row.text('payers')),
    }),
    keyOf: (provider) => [provider.npi],
  },
  owners: {
    needed: ['queue', 'owner'],
    optional: ['team', 'turnaround_hours', 'escalate_to'],
    tell: ['queue', 'turnaround_hours', 'escalate_to'],
    read: (row) => ({
      queue: name(row, 'queue'),
      owner: row.needed('owner'),
      team: row.text('team') === '' ? 'in-house' : row.read('team', team, ''),
      turnaroundHours:
        row.text('turnaround_hours') === '' ? 24 : row.read('turnaround_hours', wholeNumber, 0),
      escalateTo: row.text('escalate_to') || 'practice-manager',
    }),
    keyOf: (owner) => [owner.queue],
  },
  auth_required: {
    needed: ['payer_id', 'procedure'],
    optional: [],
    tell: [],
    read: (row) => ({
      payerId: payerId(name(row, 'payer_id')),
      procedure: name(row, 'procedure').toUpperCase(),
    }),
    keyOf: (rule) => [rule.payerId, rule.procedure],
  },
};

/** A needed cell that becomes part of a key. */
function name(row: Cells<Column>, column: Column): string {
  return row.read(column, printable, '');
}

function printable(cell: string): string | undefined {
  return /^[\x20-\x7e]{1,80}$/.test(cell) ? cell : undefined;
}

/** What our documents call all payers and the patient can not be a payer's id. */
function ownPayer(cell: string): string | undefined {
  return ['*', 'all', 'patient'].includes(cell.toLowerCase()) ? undefined : printable(cell);
}

function place(row: Cells<Column>): ContractRate['place'] {
  const places: readonly ContractRate['place'][] = ['facility', 'nonfacility'];
  if (row.text('place') === '') return '';
  return row.read('place', (cell) => places.find((known) => known === cell), '');
}

/** Modifiers that reduce by a rule, with a usual part or without one; 26 and TC are components, not parts. */
const usual = ['50', '51', '62', '80', '81', '82', 'AS'];
const agreed = ['52', '53', '54', '55', '66', '78'];

function reducible(cell: string): string | undefined {
  return [...usual, ...agreed].find((modifier) => modifier === cell.toUpperCase());
}

/** Empty is the usual part, where there is one. */
function keptPart(row: Cells<Column>): number | null {
  const hasUsual = usual.includes(row.code('modifier'));
  return hasUsual && row.text('percent') === '' ? null : row.read('percent', percent, 0);
}

/** Hundredths of a percent. */
function percent(cell: string): number | undefined {
  const [, whole = '', decimals = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(cell) ?? [];
  return whole === '' ? undefined : Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

function locality(cell: string): string | undefined {
  return /^\d{5}[- ]?\d{2}$/.test(cell) ? cell.replace(/\D/, '') : undefined;
}

function enrolments(cell: string): Provider['payers'] {
  return cell === '*' ? '*' : cell.split(/\s+/).filter(Boolean).map(payerId);
}

function wholeNumber(cell: string): number | undefined {
  return /^\d{1,5}$/.test(cell) ? Number(cell) : undefined;
}

function quantity(cell: string): number | undefined {
  return /^\d{1,8}(\.\d{1,3})?$/.test(cell) ? Number(cell) : undefined;
}

function filingCode(cell: string): string | undefined {
  return /^[A-Z0-9]{1,2}$/.test(cell.toUpperCase()) ? cell.toUpperCase() : undefined;
}

function yesOrNo(cell: string): boolean | undefined {
  const answer = cell.toLowerCase();
  return answer === 'yes' || (answer === 'no' ? false : undefined);
}

function team(cell: string): string | undefined {
  return cell === 'in-house' || cell === 'vendor' ? cell : undefined;
}
