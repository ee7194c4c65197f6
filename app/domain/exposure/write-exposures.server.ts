import type pg from "pg";
import { classify, isNews, type Exposure, type ExposureRows } from "#app/domain/exposure/exposure.rules.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";

/** People are classified in batches of this many, so memory doesn't grow with their number. */
const BATCH = 5_000;

export type ExposureChange = { before: Exposure; now: Exposure };

/**
 * Classifies everyone of whom the last of `findingIds` (oldest first) holds a row, and writes an exposure
 * where it differs from what the finding before said. Runs inside the caller's transaction on `client`;
 * `onChange` sees each change as it is written.
 */
export async function writeExposures(
  client: pg.ClientBase,
  catalogue: IncidentDefinition["categories"],
  findingIds: number[],
  onChange: (change: ExposureChange) => void,
): Promise<void> {
  const place = new Map(findingIds.map((id, index) => [id, index]));
  const last = findingIds.length - 1;
  await client.query("drop table if exists touched");
  await client.query(
    `create temp table touched on commit drop as
       select subscriber_id from signals where finding_id = $1
       union select subscriber_id from payments where finding_id = $1
       union select subscriber_id from people where finding_id = $1
       union select subscriber_id from clearances where finding_id = $1`.replaceAll(
      "$1",
      String(findingIds[last]),
    ),
  );
  await client.query("alter table touched add primary key (subscriber_id)");

  for (let after = "0"; ;) {
    const batch = await client.query<{ id: string }>(
      "select subscriber_id::text as id from touched where subscriber_id > $1 order by touched.subscriber_id limit $2",
      [after, BATCH],
    );
    const ids = batch.rows.map(({ id }) => id);
    const lastId = ids.at(-1);
    if (lastId === undefined) return;
    after = lastId;

    const rowsOf = await readRows(client, ids, findingIds, place);
    const changed: { id: string; exposure: Exposure }[] = [];
    for (const id of ids) {
      const rows = rowsOf.get(id) ?? { signals: [], payments: [], people: [], clearances: [] };
      const change = { before: classify(catalogue, rows, last - 1), now: classify(catalogue, rows, last) };
      if (!isNews(change.before, change.now)) continue;
      changed.push({ id, exposure: change.now });
      onChange(change);
    }
    await client.query(
      `insert into exposures (subscriber_id, finding_id, verdict, signalled, categories, days,
         confirmed_count, confirmed_krw, suspected_count, suspected_krw, clearance_reason)
       select id, $1, verdict::"Verdict", signalled, array(select jsonb_array_elements_text(categories)), days,
         "confirmedCount", "confirmedKrw", "suspectedCount", "suspectedKrw", "clearanceReason"
       from jsonb_to_recordset($2) as row (id bigint, verdict text, signalled boolean, categories jsonb, days jsonb,
         "confirmedCount" int, "confirmedKrw" int, "suspectedCount" int, "suspectedKrw" int, "clearanceReason" text)`,
      [findingIds[last], JSON.stringify(changed.map(({ id, exposure }) => ({ id, ...exposure })))],
    );
  }
}

type MutableRows = { [Kind in keyof ExposureRows]: ExposureRows[Kind][number][] };

async function readRows(
  client: pg.ClientBase,
  ids: string[],
  findingIds: number[],
  place: Map<number, number>,
) {
  const rowsOf = new Map<string, MutableRows>();
  const of = (id: string) => {
    const rows = rowsOf.get(id) ?? { signals: [], payments: [], people: [], clearances: [] };
    rowsOf.set(id, rows);
    return rows;
  };
  const finding = (row: { finding_id: number }) => place.get(row.finding_id) ?? -1;
  const read = async <Row extends { id: string; finding_id: number }>(columns: string, table: string) => {
    const found = await client.query<Row>(
      `select subscriber_id::text as id, finding_id, ${columns} from ${table}
       where subscriber_id = any($1) and finding_id = any($2)`,
      [ids, findingIds],
    );
    return found.rows;
  };
  type Base = { id: string; finding_id: number };
  for (const row of await read<Base & { cell_id: number; at: Date; exposed: string[] }>(
    "cell_id, at, exposed",
    "signals",
  ))
    of(row.id).signals.push({ finding: finding(row), cell: row.cell_id, at: row.at, exposed: row.exposed });
  for (const row of await read<
    Base & { payment_id: string; amount_krw: number; status: "confirmed" | "suspected" | "cleared" }
  >("payment_id, amount_krw, status", "payments"))
    of(row.id).payments.push({
      finding: finding(row),
      paymentId: row.payment_id,
      amountKrw: row.amount_krw,
      status: row.status,
    });
  for (const row of await read<Base & { categories: string[] }>("categories", "people"))
    of(row.id).people.push({ finding: finding(row), categories: row.categories });
  for (const row of await read<Base & { reason: string }>("reason", "clearances"))
    of(row.id).clearances.push({ finding: finding(row), reason: row.reason });
  return rowsOf;
}
