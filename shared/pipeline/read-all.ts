/** Every page of a query, for partitions that stay small by design. */
import type { Query, Records, Stored } from './ports.ts';

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
