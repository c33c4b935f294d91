/** A market for claims of anybody: each payer that they name behaves like one of the sample's, and knows whom they name. */
import { type CalendarDate, calendarDate } from '../values/dates.ts';
import { hashOf, payerId } from '../values/ids.ts';
import { chanceOf } from './chance.ts';
import { sampleContracts } from './fee-schedule.ts';
import type { Market, MarketPayer } from './market.ts';
import type { Member, MemberDirectory } from './member-directory.ts';
import { sampleManners } from './payer-manners.ts';
import { allowedFor, priceList } from './payer-price.ts';
import { type SamplePayer, samplePayers } from './sample-payers.ts';

export type NamedPayer = {
  readonly payerId: string;
  readonly name: string;
  /** SBR09; empty where nobody told it. */
  readonly filingCode: string;
};

export function openMarket(seed: number, named: readonly NamedPayer[]): Market {
  const prices = priceList(sampleContracts());
  const payers = new Map(
    named.flatMap((row): [string, MarketPayer][] => {
      const like = modelOf(seed, row);
      const manners = sampleManners.find((candidate) => candidate.payerId === like.payerId);
      if (manners === undefined || row.payerId === '') return [];
      const id = payerId(row.payerId);
      const taxId = `99${String(Number.parseInt(hashOf(id).slice(0, 6), 16) % 10_000_000).padStart(7, '0')}`;
      const plan = {
        ...like,
        payerId: id,
        name: row.name || 'UNNAMED SAMPLE PAYER',
        claimFilingCode: row.filingCode || like.claimFilingCode,
      };
      return [
        [
          id,
          {
            plan,
            manners: { ...manners, payerId: id, taxId },
            memberIdForm: null,
            allowed: (line) => allowedFor(prices, like.payerId, line),
          },
        ],
      ];
    }),
  );
  return { members: everybody(seed), payer: (id) => payers.get(id) ?? null };
}

/** A federal plan like the federal one; a commercial one like any of the three. */
function modelOf(seed: number, { filingCode, payerId: id }: NamedPayer): SamplePayer {
  const same = samplePayers.filter((row) => row.claimFilingCode === filingCode);
  const commercial = samplePayers.filter((row) => !federal.includes(row.claimFilingCode));
  return chanceOf(seed, 'like', id).pick(same.length > 0 ? same : commercial);
}

const federal = ['MB', 'MC'];

const longAgo = calendarDate('1900-01-01');
const ended = calendarDate('1999-12-31');

/** In 10,000 member numbers: whom the payer does not know, and whose coverage is over. */
const strangers = 150;
const gone = 200;

/** Whoever is named is insured as named, but for a few. */
function everybody(seed: number): MemberDirectory {
  return {
    find: (payer, memberId): Member | null => {
      const chance = chanceOf(seed, 'anybody', payer, memberId);
      if (memberId === '' || chance.happens(strangers)) return null;
      const to: CalendarDate | null = chance.happens(gone) ? ended : null;
      const told = { birthDate: null, groupNumber: null, last: null };
      return { memberId, ...told, from: longAgo, to, others: [] };
    },
  };
}
