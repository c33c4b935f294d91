/**
 * One remittance as other senders would write it: the ledger is the same to the byte, for nothing in it
 * depends on delimiters, line ends or envelopes. Where a name differs, so that the body is another, the
 * same cents lie in the same accounts.
 */
import { expect, test } from 'vitest';
import { type Contents, openDesk } from './support/desk.ts';
import { pcnOf } from './support/documents.ts';
import { type Balances, balancesOf, type LedgerRow } from './support/ledger.ts';
import { type Answer, type Payment, remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const day = '2026-04-02';
const count = 156;
const ids = Array.from({ length: count }, (_, index) => `E-${index + 1}`);

/** Every twelfth is denied, reversed and corrected, or pays with a forward balance. */
function answers(id: string, place: number): readonly Answer[] {
  const pcn = pcnOf(id);
  const paid: Answer = { pcn, lines: [svc('99213', 14500, 8000, 'CO*45*45', 'PR*2*20')] };
  if (place % 12 === 3) return [{ pcn, lines: [svc('99213', 14500, 0, 'CO*50*145')] }];
  if (place % 12 !== 7) return [paid];
  const back = svc('99213', -14500, -8000, 'CO*45*-45', 'PR*2*-20');
  return [paid, { pcn, status: '22', lines: [back] }, { ...paid, status: '1' }];
}

const payments: readonly Payment[] = ids.map((id, place) => ({
  trace: `T${place}`,
  claims: answers(id, place),
  ...(place % 12 === 11 ? { plb: ['WO:FAKEICN*10.00', 'L6*-1.50'] } : {}),
}));

const plain = remit(...payments);

async function ledgerOf(bytes: string | Uint8Array) {
  const contents: Contents = {
    'clinic/encounters/2026-04-01/day.csv': visits(...ids.map((id) => ({ encounter_id: id }))),
    [`clinic/remittances/${day}/era.835`]: bytes,
  };
  const desk = await openDesk(contents);
  const books = await desk.work(day);
  const file = books.files.find((row) => row.kind === '835');
  expect(file).toMatchObject({ status: 'done', held: 0, rejected: 0 });
  return { text: await desk.text('ledger.csv'), ledger: books.ledger, rows: file?.rows };
}

/** Per claim, line, account and effective date. */
function standing(rows: readonly LedgerRow[]): Balances {
  return balancesOf(rows, (row) => [row.claim, row.line, row.account, row.effectiveDate].join(' '));
}

let first: ReturnType<typeof ledgerOf> | null = null;

/** Worked once, by the test that comes first. */
function plainLedger(): ReturnType<typeof ledgerOf> {
  first ??= ledgerOf(plain);
  return first;
}

const segments = plain.split('~\n').filter((segment) => segment !== '');
const [isa = '', gs = '', ...rest] = segments;
const sets = rest.slice(0, -2);

/** ST to SE, each in an interchange of its own. */
function interchanges(): string[][] {
  const starts = sets.flatMap((segment, at) => (segment.startsWith('ST*') ? [at] : []));
  return starts.map((from, index) => {
    const number = String(index + 1).padStart(9, '0');
    return [
      isa.replace('*000000001*', `*${number}*`),
      gs,
      ...sets.slice(from, starts[index + 1]),
      'GE*1*1',
      `IEA*1*${number}`,
    ];
  });
}

type Signs = readonly [element: string, component: string, repetition: string, segment: string];

const manners: readonly Signs[] = [
  ['*', ':', '^', '~'],
  ['|', '>', '!', '\n'],
  ['\x1d', '\x1f', '\x1e', '\x1c'],
  ['^', '~', 'U', "'"],
];

/** The interchange by other signs; the ISA's own are in its elements 11 and 16. */
function signed(interchange: readonly string[], [element, component, repetition, end]: Signs) {
  return interchange
    .map((segment) =>
      segment.startsWith('ISA')
        ? segment
            .replace('*^*', `*${repetition}*`)
            .replace(/:$/, component)
            .replaceAll('*', element)
        : segment.replaceAll(':', component).replaceAll('*', element),
    )
    .map((segment) => `${segment}${end}`)
    .join('');
}

function wrapped(end: string): string {
  return segments
    .map((segment) => `${segment}~`)
    .join('')
    .replace(/.{80}/g, `$&${end}`);
}

const twins: Readonly<Record<string, () => string | Uint8Array>> = {
  'each ST in an interchange of its own': () =>
    interchanges()
      .map((one) => signed(one, ['*', ':', '^', '~']))
      .join(''),
  'each interchange with delimiters of its own': () =>
    interchanges()
      .map((one, at) => signed(one, manners[at % 4] ?? ['*', ':', '^', '~']))
      .join(''),
  'all in one line': () => segments.map((segment) => `${segment}~`).join(''),
  'a newline as terminator': () => segments.map((segment) => `${segment}\n`).join(''),
  'CRLF as terminator': () => segments.map((segment) => `${segment}\r\n`).join(''),
  'CRLF after the terminators': () => segments.map((segment) => `${segment}~\r\n`).join(''),
  'wrapped at 80 columns': () => wrapped('\r\n'),
  'wrapped at 80 columns by LF': () => wrapped('\n'),
  'a byte order mark and blanks before': () => `\ufeff  \r\n${plain}`,
  'blanks and ^Z behind': () => `${plain}   \r\n\x1a`,
};

test.each(Object.keys(twins))(
  '%s: the same ledger',
  async (name) => {
    const told = await plainLedger();
    const twin = await ledgerOf(twins[name]?.() ?? '');
    expect(twin.rows).toBe(told.rows);
    expect(twin.text).toBe(told.text);
  },
  60_000,
);

test.each([
  [
    'a ? before delimiters',
    (text: string) =>
      text
        .replaceAll('PAYER*', 'PAYER?*')
        .replaceAll('PAULA*', 'PAULA?*')
        .replaceAll('WAY~', 'WAY?~'),
  ],
  [
    'ISA inside names',
    (text: string) =>
      text
        .replaceAll('*FAKE PAYER', '*ISA*')
        .replaceAll('*SAMPLE*PAULA', '*ISA*ISAAC')
        .replaceAll('N3*1 PAYER', 'N3*ISA'),
  ],
] as const)(
  '%s: the same cents in the same accounts',
  async (_, change) => {
    const text = change(plain);
    expect(text).not.toBe(plain);
    const told = await plainLedger();
    const twin = await ledgerOf(text);
    expect(standing(twin.ledger)).toEqual(standing(told.ledger));
  },
  60_000,
);
