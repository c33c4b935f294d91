/** The three sums of an 835, by an arithmetic that shares nothing with ours: text cut at the delimiters, cents as bigints. */

type SumFault = { readonly level: 'line' | 'claim' | 'transaction'; readonly place: string };

export type Sums = {
  readonly transactions: number;
  readonly claims: number;
  readonly lines: number;
  readonly faults: readonly SumFault[];
};

type Elements = readonly string[];

export function sumsOf(bytes: Uint8Array): Sums {
  const sums = { transactions: 0, claims: 0, lines: 0, faults: [] as SumFault[] };
  for (const transaction of runsOf(segmentsOf(bytes), 'ST')) {
    sums.transactions += 1;
    const place = transaction.find(([id]) => id === 'TRN')?.[2] ?? '';
    const claims = runsOf(transaction, 'CLP');
    for (const claim of claims) checkClaim(sums, claim);
    const paid = total(claims, (claim) => amount(claim[0]?.[4]));
    const adjusted = total(transaction, (segment) => providerAdjusted(segment));
    const stated = amount(transaction.find(([id]) => id === 'BPR')?.[2]);
    if (stated !== paid - adjusted) sums.faults.push({ level: 'transaction', place });
  }
  return sums;
}

/** CLP03 − all CAS = CLP04, the SVC02s are CLP03, and SVC02 − its CAS = SVC03. */
function checkClaim(
  sums: { claims: number; lines: number; faults: SumFault[] },
  claim: readonly Elements[],
): void {
  const [clp = []] = claim;
  const [, place = '', , charge, paid] = clp;
  const lines = runsOf(claim, 'SVC');
  sums.claims += 1;
  sums.lines += lines.length;
  const charged = total(lines, (line) => amount(line[0]?.[2]));
  const left = amount(charge) - total(claim, adjusted);
  if (left !== amount(paid) || (lines.length > 0 && charged !== amount(charge)))
    sums.faults.push({ level: 'claim', place });
  for (const [index, line] of lines.entries()) {
    const [svc = []] = line;
    if (amount(svc[2]) - total(line, adjusted) !== amount(svc[3]))
      sums.faults.push({ level: 'line', place: `${place}/${index + 1}` });
  }
}

export function segmentsOf(bytes: Uint8Array): readonly Elements[] {
  const text = Buffer.from(bytes).toString('latin1');
  const separator = text.charAt(3);
  const terminator = text.charAt(105);
  return text
    .split(terminator)
    .map((segment) => segment.trim().split(separator))
    .filter(([id]) => id !== '');
}

/** Each from a segment of that id to before the next, or to the end of what holds it. */
function runsOf(segments: readonly Elements[], id: string): (readonly Elements[])[] {
  const runs: Elements[][] = [];
  for (const segment of segments) {
    if (segment[0] === id) runs.push([segment]);
    else if (endOf[id]?.includes(segment[0] ?? '')) runs.push([]);
    else runs.at(-1)?.push(segment);
  }
  return runs.filter((run) => run[0]?.[0] === id);
}

const endOf: Readonly<Record<string, readonly string[]>> = {
  ST: ['SE'],
  CLP: ['LX', 'PLB'],
  SVC: ['LX', 'PLB'],
};

function adjusted([id, ...rest]: Elements): bigint {
  if (id !== 'CAS') return 0n;
  return [2, 5, 8, 11, 14, 17].reduce((sum, place) => sum + amount(rest[place]), 0n);
}

function providerAdjusted([id, ...rest]: Elements): bigint {
  if (id !== 'PLB') return 0n;
  return [3, 5, 7, 9, 11, 13].reduce((sum, place) => sum + amount(rest[place]), 0n);
}

function total<T>(rows: readonly T[], of: (row: T) => bigint): bigint {
  return rows.reduce((sum, row) => sum + of(row), 0n);
}

/** Dollars with at most two decimals, in cents; nothing is zero. */
function amount(text = ''): bigint {
  if (text === '') return 0n;
  const [, sign = '', dollars = '', decimals = ''] = /^(-?)(\d*)\.?(\d{0,2})$/.exec(text) ?? [];
  const cents = BigInt(dollars || '0') * 100n + BigInt(decimals.padEnd(2, '0'));
  return sign === '-' ? -cents : cents;
}
