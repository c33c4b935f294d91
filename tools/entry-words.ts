/** A ledger entry in plain words: who moved how much from where to where. */
import {
  arPatient,
  creditInsurer,
  creditPatient,
  isContra,
  isInsurerAr,
} from '../shared/ledger/accounts.ts';
import type { Adjudication } from '../shared/ledger/adjudication.ts';
import type { Entry } from '../shared/ledger/entry.ts';
import type { RulesUsed } from '../shared/ledger/rule-versions.ts';
import type { StoredEntry } from '../shared/pipeline/stored-entry.ts';
import { type Cents, cents, formatDollars } from '../shared/values/money.ts';

/** Nothing of an entry that moved nothing and said nothing. */
export function entryWords({ entry, facts, rules = {} }: StoredEntry): readonly string[] {
  const words = facts === null ? eventWords(entry) : answerWords(entry, facts);
  return words === null ? [] : [`${words} ${rulesWords(rules)}`.trimEnd()];
}

/** By which versions of our rules it was booked. */
function rulesWords(rules: RulesUsed): string {
  const told = Object.entries(rules).map(([name, version]) => `${name} ${version}`);
  return told.length === 0 ? '' : `[${told.join(', ')}]`;
}

function eventWords(entry: Entry): string | null {
  const moved = movedWords(entry);
  switch (entry.event) {
    case 'charge':
      return chargeWords(entry);
    case 'patient-payment':
      return `the patient paid: ${moved}`;
    case 'refund':
      return `paid back: ${moved}`;
    case 'application':
      return moved === '' ? null : `taken out of suspense: ${moved}`;
    case 'write-off':
      return `written off by ${entry.source}: ${moved}`;
    case 'void':
      return `voided by ${entry.source}: ${moved}`;
    case 'contractual-cap':
      return `measured against the contract: ${moved}`;
    case 'credit':
      return `measured for credit: ${moved}`;
    default:
      return moved === '' ? null : `${entry.event}: ${moved}`;
  }
}

function chargeWords(entry: Entry): string {
  const owed = sumWhere(entry, isInsurerAr);
  const of = `for services of ${entry.effectiveDate}`;
  return owed < 0
    ? `charge of ${formatDollars(cents(-owed))} ${of} taken back by ${entry.source}`
    : `charged ${formatDollars(owed)} ${of} (${entry.source})`;
}

function answerWords(entry: Entry, facts: Adjudication): string {
  const payer = facts.sequence === 1 ? 'the payer' : 'the next payer';
  const verb = facts.reversal ? 'took back an answer' : 'answered';
  const denials = facts.lines.flatMap((line) => line.denials);
  const said: readonly (readonly [string, number])[] = [
    ['paid', total(facts, 'paidCents')],
    ...contras(entry),
    [patientParty(entry), total(facts, 'patientCents')],
    [`denied (${codesOf(denials)})`, denials.reduce((sum, row) => sum + row.amountCents, 0)],
    ['pended', total(facts, 'pendedCents')],
    ['kept back beyond the contract', total(facts, 'underpaidCents')],
    ['left for a person to book', total(facts, 'personCents')],
  ];
  const about = facts.version === undefined ? '' : ` version ${facts.version}`;
  const parts = said.filter(([, amount]) => amount !== 0).map(amountWords);
  const words = parts.length === 0 ? 'nothing moved' : parts.join(', ');
  return `${payer} ${verb}${about} (check of ${facts.checkDate}): ${words}`;
}

type LineAmount = 'paidCents' | 'patientCents' | 'pendedCents' | 'underpaidCents' | 'personCents';

function total({ lines }: Adjudication, name: LineAmount): number {
  return lines.reduce((sum, line) => sum + line[name], 0);
}

/** Deductible and the like go to the patient, or to the payer who is next. */
function patientParty(entry: Entry): string {
  return sumWhere(entry, (account) => account === arPatient) === 0
    ? 'shifted to the next payer'
    : 'shifted to the patient';
}

function codesOf(denials: Adjudication['lines'][number]['denials']): string {
  return [...new Set(denials.map((row) => `${row.group}-${row.carc}`))].join(', ');
}

function contras(entry: Entry): readonly (readonly [string, number])[] {
  const accounts = new Set(entry.postings.map((row) => row.account).filter(isContra));
  return [...accounts]
    .sort()
    .map((account) => [accountWords(account), sumWhere(entry, (one) => one === account)]);
}

function amountWords([name, amount]: readonly [string, number]): string {
  return `${name} ${formatDollars(cents(amount))}`;
}

/** Each account with what it gained or gave. */
function movedWords(entry: Entry): string {
  const accounts = [...new Set(entry.postings.map((row) => row.account))].sort();
  const sums = accounts.map(
    (account) => [accountWords(account), sumWhere(entry, (one) => one === account)] as const,
  );
  return sums
    .filter(([, amount]) => amount !== 0)
    .map(([name, amount]) => `${name} ${amount > 0 ? '+' : ''}${formatDollars(cents(amount))}`)
    .join(', ');
}

function sumWhere(
  entry: Entry,
  counts: (account: Entry['postings'][number]['account']) => boolean,
) {
  const rows = entry.postings.filter((row) => counts(row.account));
  return rows.reduce<Cents>((sum, row) => cents(sum + row.amountCents), cents(0));
}

const names: Readonly<Record<string, string>> = {
  [arPatient]: 'owed by the patient',
  [creditInsurer]: 'credit of the insurer',
  [creditPatient]: 'credit of the patient',
  'REV:GROSS': 'revenue',
  'CASH:REMIT_CLEARING': 'cash from insurers',
  'CASH:PATIENT': 'cash from the patient',
  'CASH:BANK': 'bank',
  'LIAB:UNAPPLIED': 'suspense',
};

function accountWords(account: string): string {
  const [kind, name = '', payer] = account.split(':');
  if (kind === 'AR' && name === 'INS') return `owed by ${payer ?? 'the insurer'}`;
  if (kind === 'CONTRA') return account.slice('CONTRA:'.length).toLowerCase().replaceAll('_', ' ');
  return names[account] ?? account;
}
