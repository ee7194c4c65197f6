import type pg from "pg";

/**
 * The totals of a finding. `exposed` counts people (lines) for each category of the incident's catalogue that
 * anyone stands in.
 */
export type Figures = {
  cells: number;
  signalled: number;
  exposed: Record<string, number>;
  victims: number;
  lossKrw: number;
};

/** Counts the totals under the last of `findingIds` (oldest first) from the exposures then in force. */
export async function countFigures(client: pg.ClientBase | pg.Pool, findingIds: number[]): Promise<Figures> {
  const inForce = `select distinct on (subscriber_id) signalled, categories, confirmed_count, confirmed_krw
    from exposures where finding_id = any($1) order by subscriber_id, array_position($1, finding_id) desc`;
  const totals = await client.query<{ signalled: string; victims: string; loss: string; cells: string }>(
    `select count(*) filter (where signalled) as signalled, count(*) filter (where confirmed_count > 0) as victims,
       coalesce(sum(confirmed_krw), 0) as loss,
       (select count(*) from finding_cells where finding_id = ($1::int[])[cardinality($1::int[])]) as cells
     from (${inForce}) as in_force`,
    [findingIds],
  );
  const exposed = await client.query<{ category: string; people: string }>(
    `select category, count(*) as people from (${inForce}) as in_force, unnest(categories) as category
     group by category order by category`,
    [findingIds],
  );
  const total = totals.rows[0];
  return {
    cells: Number(total?.cells ?? 0),
    signalled: Number(total?.signalled ?? 0),
    exposed: Object.fromEntries(exposed.rows.map(({ category, people }) => [category, Number(people)])),
    victims: Number(total?.victims ?? 0),
    lossKrw: Number(total?.loss ?? 0),
  };
}
