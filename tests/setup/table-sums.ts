import type pg from "pg";

/**
 * How many rows each table holds, and the checksum of them all: two of these are the same when nothing was
 * written in between.
 */
export async function sumTables(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  const sums: Record<string, string> = {};
  for (const { name } of rows) {
    const sum = await pool.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(row::text, '|' order by row::text)), '') as sum from "${name}" as row`,
    );
    sums[name] = sum.rows[0]?.sum ?? "";
  }
  return sums;
}
