/** Which inbox files are worked on which day: by their date folder, else on the last day; reference at once. */
import { parseInboxKey } from '../../shared/pipeline/inbox-key.ts';
import type { Files } from '../../shared/pipeline/ports.ts';
import { headBytes, sniff } from '../../shared/pipeline/sniff.ts';
import type { BucketName } from '../../shared/pipeline/topology.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';

export type Arrivals = {
  /** Keys in byte order, by the day on which they are worked. */
  readonly byDay: ReadonlyMap<CalendarDate, readonly string[]>;
  /** The first day that there is anything to do. */
  readonly first: CalendarDate;
  /** Files outside the tree, which are left alone. */
  readonly strays: number;
};

type Days = {
  /** The first day that this run works; null: the earliest arrival day. */
  readonly from: CalendarDate | null;
  readonly asOf: CalendarDate;
};

/** A file dated after the as-of waits; one dated before the first day is taken on that day. */
export async function listArrivals(files: Files, { from, asOf }: Days): Promise<Arrivals> {
  const keys = await allKeys(files, 'inbox');
  const places = keys.map((key) => ({ key, place: parseInboxKey(key) }));
  const dated = places.flatMap(({ place }) => (place?.day ? [place.day] : []));
  const first = from ?? dated.filter((day) => day <= asOf).sort()[0] ?? asOf;
  const byDay = new Map<CalendarDate, string[]>();
  for (const { key, place } of places) {
    const day = place && (place.day ?? (await undatedDay(files, key, { first, asOf })));
    if (day === null || day > asOf) continue;
    const worked = later(day, first);
    const keysOfDay = byDay.get(worked) ?? [];
    keysOfDay.push(key);
    byDay.set(worked, keysOfDay);
  }
  return { byDay, first, strays: places.filter(({ place }) => place === null).length };
}

function later(a: CalendarDate, b: CalendarDate): CalendarDate {
  return [a, b].sort()[1] ?? a;
}

/** Reference is in force at once; everything else came today. */
async function undatedDay(
  files: Files,
  key: string,
  { first, asOf }: { readonly first: CalendarDate; readonly asOf: CalendarDate },
): Promise<CalendarDate> {
  const head = await files.read('inbox', key, { from: 0, to: headBytes });
  return head !== null && sniff(head) === 'reference' ? first : asOf;
}

/** Every key of a bucket, in byte order. */
export async function allKeys(
  files: Files,
  bucket: BucketName,
  prefix = '',
): Promise<readonly string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await files.list(bucket, prefix, cursor);
    keys.push(...page.files.map((file) => file.key));
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return keys;
}
