/** Who is insured by whom, and what each payer does and pays: of the sample's people, or of anybody. */
import type { Cents } from '../values/money.ts';
import { type SampleRate, sampleContracts } from './fee-schedule.ts';
import { type MemberDirectory, memberDirectory } from './member-directory.ts';
import { memberIdForm } from './member-ids.ts';
import { samplePeople } from './patients.ts';
import { type PayerManners, sampleManners } from './payer-manners.ts';
import { allowedFor, priceList } from './payer-price.ts';
import { type SamplePayer, samplePayers } from './sample-payers.ts';
import type { SentLine } from './sent-claim.ts';

export type MarketPayer = {
  readonly plan: SamplePayer;
  readonly manners: PayerManners;
  /** The form of its member numbers, where its front door checks one. */
  readonly memberIdForm: RegExp | null;
  allowed(line: SentLine): Cents;
};

export type Market = {
  readonly members: MemberDirectory;
  /** Null: nobody simulates this payer. */
  payer(payerId: string): MarketPayer | null;
};

export type SampleMarket = {
  /** Of the clinic, so that the payers insure its patients. */
  readonly seed: number;
  readonly patients: number;
  readonly manners?: readonly PayerManners[];
  readonly contracts?: readonly SampleRate[];
};

export function sampleMarket({
  seed,
  patients,
  manners = sampleManners,
  contracts = sampleContracts(),
}: SampleMarket): Market {
  const prices = priceList(contracts);
  const payers = new Map(
    samplePayers.flatMap((plan): [string, MarketPayer][] => {
      const own = manners.find((row) => row.payerId === plan.payerId);
      const allowed = (line: SentLine) => allowedFor(prices, plan.payerId, line);
      if (own === undefined) return [];
      return [[plan.payerId, { plan, manners: own, memberIdForm: memberIdForm(plan), allowed }]];
    }),
  );
  return {
    members: memberDirectory(samplePeople(seed, patients)),
    payer: (payerId) => payers.get(payerId) ?? null,
  };
}
