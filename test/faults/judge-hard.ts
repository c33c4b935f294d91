/** A hard 835 delivered ten times under faults, against one calm delivery of it. */
import { hardRemittance } from './hard-remittances.ts';
import { type Life, live } from './life.ts';
import type { Judged } from './shrink.ts';
import { complaintOf } from './tell-life.ts';

export async function judgeHard(seed: number): Promise<Judged> {
  const { once, tenTimes } = hardRemittance(seed);
  const calm = await live({ seed, story: once, calm: true });
  const life = await live({ seed, story: tenTimes });
  return { life, why: complaintOf(life, calm) ?? doublePosting(life, calm) };
}

/** Every CLP has its entries once, whatever it was delivered in. */
function doublePosting(life: Life, calm: Life): string | null {
  const rows = rowsOf(life);
  if (new Set(rows).size < rows.length) return 'a row posted twice';
  return JSON.stringify(rows) === JSON.stringify(rowsOf(calm)) ? null : 'other rows posted';
}

const posting = ['remittance', 'reversal', 'application', 'provider-adjustment'];

/** Posted at once or applied after it had to wait: a matter of order. */
function rowsOf({ gathered }: Life): readonly string[] {
  const entries = gathered.entries.map((row) => row.entry);
  return entries
    .filter(({ event }) => posting.includes(event))
    .map((entry) => entry.source)
    .sort();
}
