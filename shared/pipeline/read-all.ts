/** Every row of a query: all at once where a partition stays small by design, else one by one. */
import type { Page, Query, Records, Stored } from './ports.ts';

export async function allRows(records: Records, query: Query): Promise<readonly Stored[]> {
  const rows: Stored[] = [];
  let cursor: string | null = null;
  do {
    const page = await records.query(cursor === null ? query : { ...query, cursor });
    rows.push(...page.rows);
    cursor = page.cursor;
  } while (cursor !== null);
  return rows;
}

/** Holds a page at a time. */
export async function* eachRow(records: Records, query: Query): AsyncGenerator<Stored> {
  let cursor: string | null = null;
  do {
    const page: Page = await records.query(cursor === null ? query : { ...query, cursor });
    yield* page.rows;
    cursor = page.cursor;
  } while (cursor !== null);
}

/** The first row of a query; a page may be empty and still have a cursor. */
export async function firstRow(records: Records, query: Query): Promise<Stored | null> {
  let cursor: string | null = null;
  do {
    const asked: Query = { ...query, limit: 1 };
    const page = await records.query(cursor === null ? asked : { ...asked, cursor });
    const [row] = page.rows;
    if (row) return row;
    cursor = page.cursor;
  } while (cursor !== null);
  return null;
}
