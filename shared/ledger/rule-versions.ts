/**
 * Which rules made a ledger entry. Whoever changes what a reader or a table answers raises its version;
 * `content` is a hash of those answers, held to the version by test/ledger/rule-versions.test.ts.
 */
import type { Cents } from '../values/money.ts';
import type { EntryEvent } from './entry.ts';

export const ruleVersions = {
  /** What is read of remittances, by 835 or on paper. */
  reader: { version: 3, content: 'c27af6c2f7ab9c75' },
  /** shared/denial: what each CARC means. */
  'carc-map': { version: 1, content: 'ad5e0d1e4f58537f' },
  /** shared/contract: how a contract's row and its reductions price a line. */
  pricing: { version: 1, content: '8db8a4e77b8f0cb2' },
  /** This folder: which accounts a row moves. */
  posting: { version: 3, content: '3923d3231ed50336' },
} as const;

type Rule = keyof typeof ruleVersions;

/** `contracts`: the version of the practice's reference that priced the claim; `tolerance` in cents. */
export type RulesUsed = { readonly [Name in Rule | 'contracts' | 'tolerance']?: number };

const answer = ['reader', 'carc-map', 'pricing', 'posting'] as const;

/** What an entry of each kind depends on. */
const rulesOf: { readonly [Event in EntryEvent]: readonly Rule[] } = {
  charge: ['pricing', 'posting'],
  remittance: answer,
  reversal: answer,
  application: answer,
  suspense: ['reader', 'posting'],
  'provider-adjustment': ['reader', 'posting'],
  'patient-payment': ['posting'],
  deposit: ['posting'],
  refund: ['posting'],
  'write-off': ['posting'],
  void: ['posting'],
  'contractual-cap': ['pricing', 'posting'],
  credit: ['posting'],
};

/** How the entry's claim was priced, where it has one. */
export type Priced = {
  readonly contracts?: number | undefined;
  readonly toleranceCents?: Cents | undefined;
};

export function rulesUsed(event: EntryEvent, { contracts, toleranceCents }: Priced): RulesUsed {
  const versions = rulesOf[event].map((rule) => [rule, ruleVersions[rule].version]);
  return {
    ...Object.fromEntries(versions),
    ...(contracts === undefined ? {} : { contracts }),
    ...(toleranceCents === undefined ? {} : { tolerance: toleranceCents }),
  };
}
