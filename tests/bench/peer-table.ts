import type pg from "pg";

/** An empty twin of a table in the schema `peer`, with all that the real one makes a row pay for. */
export async function clonePeerTable(client: pg.Client, table: string): Promise<void> {
  await client.query("drop schema if exists peer cascade");
  await client.query("create schema peer");
  await client.query(`create table peer.${table} (like public.${table} including all)`);
  // What LIKE leaves out.
  const { rows } = await client.query<{ sql: string }>(
    `select format('alter table peer.%I add constraint %I %s', $1::text, conname, pg_get_constraintdef(oid)) as sql
     from pg_constraint where conrelid = format('public.%I', $1::text)::regclass and contype = 'f'
     union all
     select replace(pg_get_triggerdef(oid), format(' ON public.%I ', $1::text), format(' ON peer.%I ', $1::text))
     from pg_trigger where tgrelid = format('public.%I', $1::text)::regclass and not tgisinternal`,
    [table],
  );
  for (const { sql } of rows) await client.query(sql);
  const [ours, peer] = [await costsOf(client, `public.${table}`), await costsOf(client, `peer.${table}`)];
  if (ours !== peer) throw new Error(`the twin of ${table} has ${peer}, not ${ours}`);
}

async function costsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ costs: string }>(
    `select concat((select count(*) from pg_index where indrelid = $1::regclass), ' indexes, ',
       (select count(*) from pg_constraint where conrelid = $1::regclass), ' constraints, ',
       (select count(*) from pg_trigger where tgrelid = $1::regclass and not tgisinternal), ' triggers') as costs`,
    [table],
  );
  return rows[0]?.costs ?? "";
}
