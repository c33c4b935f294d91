/** Named ways to break the protocol. Each is switched on alone; lives from few seeds must notice. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Outcome, Ports, Step } from '../../shared/pipeline/ports.ts';
import type { Life, LifeOptions } from './life.ts';
import { stories } from './stories.ts';
import { complaintOf } from './tell-life.ts';

/** No more than faults.test.ts proves whole without a sabotage; each story is lived calm first. */
const seedsToDie = 150;

let calm: Promise<ReadonlyMap<string, Life>> | undefined;

type Module = Record<string, unknown>;

/** Replaces exports of one module by what `bent` makes of them. */
type Sabotage = {
  readonly name: string;
  readonly module?: string;
  readonly bent?: (original: Module) => Module;
  readonly bend?: NonNullable<LifeOptions['bend']>;
  readonly hand?: NonNullable<LifeOptions['hand']>;
};

/** The original function of a module, to be called with whatever it takes. */
function of(original: Module, name: string): (...args: unknown[]) => unknown {
  const found = original[name];
  if (typeof found !== 'function') throw new Error(`no function ${name}`);
  return (...args) => Reflect.apply(found, undefined, args);
}

function bendRecord(value: unknown, changes: Module): Module {
  return { ...(typeof value === 'object' ? value : {}), ...changes };
}

let count = 0;

function next(): number {
  count += 1;
  return count;
}

const nothing: Outcome = { event: 'nothing', counts: {} };
const idle: Step = () => async () => nothing;

/** Acknowledged whatever happens: a message that failed never comes again. */
function careless(step: Step): Step {
  return (ports) => async (message) => {
    try {
      return await step(ports)(message);
    } catch {
      return nothing;
    }
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = field(value, name);
  return Array.isArray(list) ? list : [];
}

const sabotages: readonly Sabotage[] = [
  {
    name: 'guard dropped: an entry has a new id each time',
    module: 'values/ids',
    bent: (original) => ({
      entryIdOf: (...args: unknown[]) => `${String(of(original, 'entryIdOf')(...args))}.${next()}`,
    }),
  },
  {
    name: 'guard keyed by the claim instead of the row',
    module: 'pipeline/stored-entry',
    bent: (original) => ({
      entryAction: (entry: unknown, facts: unknown) => {
        const claim = field(entry, 'claimId');
        const remittance = field(entry, 'event') === 'remittance' && typeof claim === 'string';
        const bent = remittance ? bendRecord(entry, { entryId: `${claim}.remit` }) : entry;
        return of(original, 'entryAction')(bent, facts);
      },
    }),
  },
  { name: 'acknowledged before the effect', bend: (_, step) => careless(step) },
  { name: 'sweeper off', bend: (name, step) => (name === 'sweep' ? idle : step) },
  { name: 'measuring off', bend: (name, step) => (name === 'measure' ? idle : step) },
  { name: 'suspended rows never applied', bend: (name, step) => (name === 'apply' ? idle : step) },
  { name: 'work never assigned', bend: (name, step) => (name === 'assign' ? idle : step) },
  {
    name: 'chunk edge off',
    module: 'pipeline/stored-payment',
    bent: (original) => ({
      readChunk: (item: unknown) => {
        const chunk = of(original, 'readChunk')(item);
        return bendRecord(chunk, { to: Number(field(chunk, 'to')) - 60 });
      },
    }),
  },
  {
    name: 'outcome of one chunk taken for another',
    module: 'pipeline/stored-payment',
    bent: (original) => ({
      outcomeKey: (practice: unknown, file: unknown) =>
        of(original, 'outcomeKey')(practice, file, 0, 0),
    }),
  },
  {
    name: 'money in floating dollars',
    module: 'pipeline/stored-entry',
    bent: (original) => ({
      readEntry: (item: unknown) => {
        const row = of(original, 'readEntry')(item);
        const entry = field(row, 'entry');
        const postings = listIn(entry, 'postings').map((posting) => {
          const amountCents = Math.round(Number(field(posting, 'amountCents')) * 1.0001);
          return bendRecord(posting, { amountCents });
        });
        return bendRecord(row, { entry: bendRecord(entry, { postings }) });
      },
    }),
  },
  {
    name: 'guard of a suspended row apart from that of a posted one',
    module: 'pipeline/stored-entry',
    bent: (original) => ({
      entryAction: (entry: unknown, making: unknown = {}) =>
        of(original, 'entryAction')(entry, bendRecord(making, { named: undefined })),
    }),
  },
  {
    name: 'sign of PLB flipped',
    module: 'ledger/provider-adjustment',
    bent: (original) => ({
      providerAdjustmentPostings: (row: unknown, payer: unknown) =>
        of(original, 'providerAdjustmentPostings')(
          bendRecord(row, { amountCents: -Number(field(row, 'amountCents')) }),
          payer,
        ),
    }),
  },
  {
    name: 'PLB ignored',
    module: 'ledger/provider-adjustment',
    bent: () => ({ providerAdjustmentPostings: () => [] }),
  },
  {
    name: 'CO-197 as contractual',
    module: 'denial/classify',
    bent: (original) => ({
      classify: (group: unknown, carc: unknown) =>
        of(original, 'classify')(group, carc === '197' ? '45' : carc),
    }),
  },
  {
    name: 'patient share billed to the patient despite a second payer',
    module: 'ledger/post-primary',
    bent: (original) => ({
      postPrimary: (claim: unknown, ...rest: unknown[]) =>
        of(original, 'postPrimary')(
          bendRecord(claim, {
            encounter: bendRecord(field(claim, 'encounter'), { secondary: null }),
          }),
          ...rest,
        ),
    }),
  },
  {
    name: 'balance not checked before posting',
    module: 'pipeline/hold-payment',
    bent: () => ({ holdOf: () => null }),
  },
  {
    name: 'payment known by its delivery, not by what it is',
    module: 'values/ids',
    bent: (original) => ({
      remitIdOf: (practice: unknown, ...parts: unknown[]) =>
        of(original, 'remitIdOf')(practice, ...parts, String(next())),
    }),
  },
  {
    name: 'contractual adjustments booked without a cap',
    module: 'ledger/contractual-cap',
    bent: (original) => ({
      capContractual: (
        claim: unknown,
        claimed: ReadonlyMap<number, number>,
        ...rest: unknown[]
      ) => {
        const capped = of(original, 'capContractual')(claim, claimed, ...rest);
        const whole = [...claimed].map(
          ([line, bookedCents]) => [line, { bookedCents, underpaidCents: 0 }] as const,
        );
        return capped instanceof Map ? new Map(whole) : capped;
      },
    }),
  },
  {
    name: "later payer's money taken off the first payer's AR",
    module: 'ledger/post-secondary',
    bent: (original) => ({
      postSecondary: (...args: unknown[]) => {
        const posted = of(original, 'postSecondary')(...args);
        const postings = field(posted, 'postings');
        const moved = Array.isArray(postings)
          ? postings.map((row) =>
              field(row, 'account') === 'AR:INS:FAKE2:2'
                ? { ...row, account: 'AR:INS:FAKE1:1' }
                : row,
            )
          : [];
        return bendRecord(posted, { postings: moved });
      },
    }),
  },
  {
    name: 'measuring forgets what it booked',
    module: 'ledger/measure-claim',
    bent: (original) => ({
      measureClaim: (claim: unknown, entries: readonly unknown[], ...rest: unknown[]) =>
        of(original, 'measureClaim')(
          claim,
          entries.filter(
            (entry) => !['credit', 'contractual-cap'].includes(String(field(entry, 'event'))),
          ),
          ...rest,
        ),
    }),
  },
  {
    name: 'duplicate visit charged again',
    module: 'encounter/content-hash',
    bent: () => ({ visitHashOf: (encounter: unknown) => String(field(encounter, 'encounterId')) }),
  },
  {
    name: 'known encounter taken for a changed one',
    module: 'encounter/content-hash',
    bent: () => ({ contentHashOf: () => String(next()) }),
  },
  {
    name: 'only the first page read',
    module: 'pipeline/read-all',
    bent: () => ({
      allRows: async (records: Ports['records'], query: Parameters<Ports['records']['query']>[0]) =>
        (await records.query(query)).rows,
    }),
  },
  {
    name: 'suspended money without an owner',
    module: 'pipeline/unmatched',
    bent: () => ({ openUnmatched: async () => undefined, closeUnmatched: async () => undefined }),
  },
  {
    name: 'quarantine without an owner',
    module: 'pipeline/open-item',
    bent: () => ({ openItem: async () => undefined }),
  },
  {
    name: 'items never close',
    module: 'work/assign',
    bent: (original) => ({
      reconcileItems: (...args: unknown[]) => {
        const items = of(original, 'reconcileItems')(...args);
        return Array.isArray(items)
          ? items.filter((item) => field(item, 'state') === 'open')
          : items;
      },
    }),
  },
  {
    name: 'a batch tried again under another name',
    hand: (ports) => ({
      send: (receiver, name, bytes) =>
        ports.clearinghouse.send(receiver, `${next()}-${name}`, bytes),
    }),
  },
];

let bentModule: string | null = null;

/** Steps are loaded while a life goes on, so the bend stays until the next one is wanted. */
function straighten(): void {
  if (bentModule !== null) vi.doUnmock(bentModule);
  bentModule = null;
  vi.resetModules();
}

afterEach(straighten);

async function lives({
  module,
  bent,
  bend,
  hand,
}: Sabotage): Promise<(seed: number) => Promise<Life>> {
  straighten();
  if (module !== undefined && bent !== undefined) {
    bentModule = `../../shared/${module}.ts`;
    vi.doMock(bentModule, async (importOriginal) => {
      const original = await importOriginal<Module>();
      return { ...original, ...bent(original) };
    });
  }
  const { live } = await import('./life.ts');
  const options = { ...(bend ? { bend } : {}), ...(hand ? { hand } : {}) };
  return (seed) => live({ seed, calm: seed < stories.length, ...options });
}

/** What each story leaves when nothing is bent and nothing fails. */
async function calmLives(): Promise<ReadonlyMap<string, Life>> {
  const life = await lives({ name: 'none' });
  const told = new Map<string, Life>();
  for (let seed = 0; seed < stories.length; seed += 1) {
    const calm = await life(seed);
    told.set(calm.story, calm);
  }
  return told;
}

describe('sabotage', () => {
  test('there are at least 25 ways', () => {
    expect(sabotages.length).toBeGreaterThanOrEqual(25);
    expect(new Set(sabotages.map((row) => row.name)).size).toBe(sabotages.length);
  });

  test.each(sabotages)(
    'dies: $name',
    async (sabotage) => {
      calm ??= calmLives();
      const told = await calm;
      const live = await lives(sabotage);
      let noticed: number | null = null;
      for (let seed = 0; seed <= seedsToDie && noticed === null; seed += 1) {
        const life = await live(seed).catch(() => null);
        const whole = life && told.get(life.story);
        if (!whole || complaintOf(life, whole) !== null) noticed = seed;
      }
      expect(noticed).not.toBeNull();
    },
    60_000,
  );
});
