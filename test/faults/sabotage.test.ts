/** Named ways to break the protocol. Each is switched on alone; lives from few seeds must notice. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { draw } from '../../shared/pipeline/authorization-uses.ts';
import { exchangeKey } from '../../shared/pipeline/keys.ts';
import type { FilePieces, Item, Key, Outcome, Ports, Step } from '../../shared/pipeline/ports.ts';
import { claimEntries } from '../../shared/pipeline/read-entries.ts';
import type { readPosted } from '../../shared/pipeline/read-posted.ts';
import { batchKey } from '../../shared/pipeline/stored-batch.ts';
import { readClaim } from '../../shared/pipeline/stored-claim.ts';
import type { UsedUnits } from '../../shared/scrub/authorization.ts';
import type { Life, LifeOptions } from './life.ts';
import { stories } from './stories.ts';
import { practice } from './story.ts';
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
  /** The only one that lives are lived from: where its harm can show. */
  readonly story?: string;
  readonly wanted?: NonNullable<LifeOptions['wanted']>;
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

/** Ports whose records answer a `get` bent by `seen`. */
function recordsSeen(ports: Ports, seen: (store: string, key: Key, item: Item) => Item): Ports {
  const { records } = ports;
  const get: Ports['records']['get'] = async (store, key) => {
    const item = await records.get(store, key);
    return item && seen(store, key, item);
  };
  return { ...ports, records: { ...records, get } };
}

/** What an evening asked is forgotten by the next. */
function forgetful(ports: Ports): Ports {
  const today = ports.clock.today();
  return recordsSeen(ports, (store, _, item) => {
    const { inquiries } = item;
    if (store !== 'patients' || !Array.isArray(inquiries)) return item;
    return { ...item, inquiries: inquiries.filter((row) => field(row, 'on') === today) };
  });
}

/** Of an instance's records, with the version of the reference that it saw first. */
const frozen = new WeakMap<Ports['records'], Ports>();

function neverReadAgain(ports: Ports): Ports {
  let first: Item | undefined;
  const bent = recordsSeen(ports, (store, key, item) => {
    if (store !== 'reference' || key.sort !== 'reference') return item;
    first ??= item;
    return first;
  });
  const held = frozen.get(ports.records) ?? bent;
  frozen.set(ports.records, held);
  return { ...ports, records: held.records };
}

/** Where the receiver's list goes on is written down before anything of it is fetched. */
function cursorFirst(ports: Ports): Ports {
  const open: Ports['remotes']['open'] = async (practice, row) => {
    const remote = await ports.remotes.open(practice, row);
    if (typeof remote === 'string') return remote;
    const list: typeof remote.list = async (cursor) => {
      const listing = await remote.list(cursor);
      if (typeof listing === 'string') return listing;
      const key = exchangeKey(practice, 'cursor', row.receiver);
      const item = { cursor: listing.cursor };
      await ports.records.transact([{ kind: 'put', store: 'exchanges', key, item, when: 'any' }]);
      return listing;
    };
    return { ...remote, list };
  };
  return { ...ports, remotes: { ...ports.remotes, open } };
}

/** Of batches with second bills: whose number is taken takes the next one, and chooses no claims anew. */
function takesTheNext(ports: Ports): Ports {
  const transact: Ports['records']['transact'] = async (actions) => {
    const answer = await ports.records.transact(actions);
    const [put] = actions;
    if (answer.done || put?.kind !== 'put' || !put.key.sort.startsWith('batch#')) return answer;
    if (put.when !== 'absent' || !listIn(put.item, 'versions').some((one) => Number(one) > 1))
      return answer;
    const number = Number(put.item['number']) + 1;
    const name = String(put.item['name']).replace(/\d{9}/, String(number).padStart(9, '0'));
    const key = batchKey(practice, number);
    return ports.records.transact([{ ...put, key, item: { ...put.item, number, name } }]);
  };
  return { ...ports, records: { ...ports.records, transact } };
}

function bentAt(at: string, bent: (ports: Ports) => Ports) {
  return (name: string, step: Step): Step =>
    name === at || at === '*' ? (ports) => step(bent(ports)) : step;
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
  {
    name: "a balance read without waiting for a turn's entries",
    story: 'people give up the same balances side by side',
    wanted: ['half seen'],
    module: 'pipeline/read-posted',
    bent: () => ({
      readPosted: async (...[records, practice, claim]: Parameters<typeof readPosted>) => ({
        parts: await readClaim(records, practice, claim),
        entries: await claimEntries(records, practice, claim),
      }),
    }),
  },
  {
    name: 'a second bill in a batch that lost its number to another, and takes the next',
    story: 'the first payer’s share is billed to the second, which answers that bill',
    wanted: ['schedule twice', 'lease expires while running'],
    bend: bentAt('submit', takesTheNext),
  },
  {
    name: 'a visit asked about anew each evening',
    story: 'payers are asked about visits; one is kept and forgotten',
    bend: bentAt('verify', forgetful),
  },
  {
    name: 'a payer asked for a status again and again',
    story: 'a payer is late, is asked, says that it has the claim, and pays',
    module: 'pipeline/mark-asked',
    bent: () => ({ markAsked: async () => undefined }),
  },
  {
    name: 'a replayed webhook taken in',
    story: 'a receiver over a network takes claims, calls, and holds what it has said',
    module: 'pipeline/keys',
    bent: (original) => ({
      webhookKey: (practice: unknown, receiver: unknown, event: unknown) =>
        of(original, 'webhookKey')(practice, receiver, `${event}${next()}`),
    }),
  },
  {
    name: 'a cursor moved before its answers are stored',
    story: 'a receiver over a network takes claims, calls, and holds what it has said',
    bend: bentAt('poll', cursorFirst),
  },
  {
    name: 'a version of the reference never read again',
    story: 'a contract changes between two visits',
    bend: bentAt('*', neverReadAgain),
  },
  {
    name: 'a rejected claim resubmitted as a replacement',
    story: 'a claim is turned away, corrected and sent as new',
    module: 'pipeline/claim-versions',
    bent: (original) => ({
      answersOfPayer: (...args: unknown[]) => {
        const answers = of(original, 'answersOfPayer')(...args);
        const none = Array.isArray(answers) && answers.length === 0;
        return none ? [{ payerControlNumber: 'NEVER' }] : answers;
      },
    }),
  },
  {
    name: 'an alarm about silence never raised',
    story: 'nobody answers, and the last day to file comes near',
    module: 'work/follow-up',
    bent: (original) => ({
      lookAt: (...args: unknown[]) =>
        bendRecord(of(original, 'lookAt')(...args), { alarm: null, filingWithin: null }),
    }),
  },
  {
    name: 'holidays taken for office days',
    story: 'a payer is asked before a holiday, can not look, is asked again, and answers',
    module: 'values/business-calendar',
    bent: () => ({ officeDayUpTo: (date: unknown) => date }),
  },
  {
    name: 'units of a voided claim never given back',
    story: 'the units of an authorization are used up, given back by a void and by a correction',
    module: 'pipeline/authorization-uses',
    bent: (original) => ({
      draw: (...[records, practice, member, drawn]: Parameters<typeof draw>) =>
        of(original, 'draw')(records, practice, member, (used: UsedUnits) => {
          const draws = drawn(used);
          return draws.length > 0 ? draws : [{ number: 'AUTH1', procedure: '99213', units: 1 }];
        }),
    }),
  },
  {
    name: 'a document closed before all of it is written',
    story: 'a night is reported and proved: paid, shared, written off, and money of nobody’s',
    module: 'pipeline/shelf',
    bent: (original) => ({
      textInPieces: (pieces: FilePieces) => {
        const whole = of(original, 'textInPieces')(pieces);
        const cut = next() % 2 === 0;
        return cut ? bendRecord(whole, { write: async () => undefined }) : whole;
      },
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
  story: name,
  wanted = [],
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
  const story = stories.find((one) => one.name === name);
  if (name !== undefined && story === undefined) throw new Error(`no story ${name}`);
  const told = story === undefined ? options : { ...options, story, wanted };
  return (seed) => live({ seed, calm: seed < (story ? 1 : stories.length), ...told });
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
  test('there are at least 35 ways', () => {
    expect(sabotages.length).toBeGreaterThanOrEqual(35);
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
