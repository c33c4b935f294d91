/** A market for claims of anybody: each payer that they name behaves like one of the sample's, and knows whom they name. */
import { type CalendarDate, calendarDate } from '../values/dates.ts';
import { hashOf, payerId } from '../values/ids.ts';
import { chanceOf, present } from './chance.ts';
import { sampleContracts } from './fee-schedule.ts';
import type { Market, MarketPayer } from './market.ts';
import type { Member, MemberDirectory } from './member-directory.ts';
import { sampleManners } from './payer-manners.ts';
import { allowedFor, type PriceList, priceList } from './payer-price.ts';
import { type SamplePayer, samplePayers } from './sample-payers.ts';

export type NamedPayer = {
  readonly payerId: string;
  readonly name: string;
  /** SBR09; empty where nobody told it. */
  readonly filingCode: string;
};

/** Of a payer that is not among the named ones only its id is known. */
export function openMarket(seed: number, named: readonly NamedPayer[] = []): Market {
  const prices = priceList(sampleContracts());
  const names = new Map(named.map((row) => [row.payerId, row]));
  const payers = new Map<string, MarketPayer | null>();
  const payer = (id: string) => {
    const known = payers.get(id);
    if (known !== undefined) return known;
    const row = names.get(id) ?? { payerId: id, name: '', filingCode: '' };
    const made = id === '' ? null : payerLike(modelOf(seed, row), row, prices);
    payers.set(id, made);
    return made;
  };
  return { members: everybody(seed), payer };
}

function payerLike(
  like: SamplePayer,
  { filingCode, name, payerId: id }: NamedPayer,
  prices: PriceList,
): MarketPayer {
  const manners = present(sampleManners.find((row) => row.payerId === like.payerId));
  const own = payerId(id);
  return {
    plan: {
      ...like,
      payerId: own,
      name: name || 'SAMPLE PAYER',
      claimFilingCode: filingCode || like.claimFilingCode,
    },
    manners: { ...manners, payerId: own, taxId: taxIdOf(id) },
    memberIdForm: null,
    allowed: (line) => allowedFor(prices, like.payerId, line),
  };
}

function taxIdOf(id: string): string {
  const number = Number.parseInt(hashOf(id).slice(0, 6), 16) % 10_000_000;
  return `99${String(number).padStart(7, '0')}`;
}

/** A federal plan like the federal one; a commercial one like any of the three. */
function modelOf(seed: number, { filingCode, payerId: id }: NamedPayer): SamplePayer {
  const same = samplePayers.filter((row) => row.claimFilingCode === filingCode);
  const itself = samplePayers.find((row) => row.payerId === id);
  if (itself !== undefined) return itself;
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
