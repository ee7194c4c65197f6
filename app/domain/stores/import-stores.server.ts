import pg from "pg";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { lockIncident } from "#app/domain/exposure/finding-lock.server.ts";
import {
  importFile,
  type ImportOptions,
  type ImportResult,
  type ImportTarget,
} from "#app/domain/imports/import-file.server.ts";
import { GOOD, repeats, type ImportKind } from "#app/domain/imports/import-kind.ts";
import { districtOf, kmFromOffice, storeRow } from "#app/domain/stores/store-row.ts";

/**
 * Takes in an incident's stores. A store's first row also says what lies on its shelves; from then on that is
 * the store's own book, moved by bookings, deliveries and counts, and no file writes into it. What bookings
 * stand on (hours, counters, minutes) stays as it is while people are booked. Stores that a file leaves out
 * stay. Throws NotFound.
 */
export const importStores = (ctx: Ctx, incidentId: string, options: ImportOptions): Promise<ImportResult> =>
  importFile(ctx, options, (client) => openIncident(ctx, client, incidentId));

async function openIncident(
  ctx: Ctx,
  client: pg.PoolClient,
  incidentId: string,
): Promise<ImportTarget<ReturnType<typeof storesKind>>> {
  await lockIncident(client, incidentId);
  const incident = await ctx.db.incident.findUnique({ where: { id: incidentId } });
  if (!incident) throw new NotFound(`no incident "${incidentId}"`);
  // As everybody who books does, in the same order: nobody is booked between the check and the change.
  await client.query(
    `select 1 from store_stock where store_id in (select id from stores where incident_id = $1)
     order by store_id, card for update`,
    [incidentId],
  );
  return { kind: storesKind(incidentId), subject: { type: "incident", id: incidentId } };
}

/** More than the farthest islands that people live on are from the office of theirs, the few of Ongjin aside. */
const FAR_KM = 100;

const storesKind = (incidentId: string) => {
  const incident = pg.escapeLiteral(incidentId);
  const values = [
    "name",
    "region",
    "district",
    "address",
    "lat",
    "lon",
    "phone",
    "hours",
    "counters",
    "minutes_per_swap",
    "languages",
    "step_free",
  ];
  const list = (prefix: string) => values.map((name) => `${prefix}.${name}`).join(", ");
  const joinStore = `join stores store on store.incident_id = ${incident} and store.store_ref = staged.store_ref`;
  const slice = `${GOOD} and line between $1 and $2`;
  const cards = ["usim", "esim"] as const;

  /** Statements that say of the rows they write which lines those are of: what counts as changed. */
  const marking = (write: string) =>
    `with written as (${write}) update staged set written = true
     where ${slice} and store_ref in (select store_ref from written)`;

  return {
    name: "stores",
    row: storeRow,
    prose: ["name", "address"],
    staging: {
      store_ref: "text",
      name: "text",
      region: "text",
      district: "text",
      address: "text",
      lat: "double precision",
      lon: "double precision",
      phone: "text",
      hours: "text",
      counters: "int",
      minutes_per_swap: "int",
      languages: '"Language"[]',
      step_free: "boolean",
      stock_usim: "int",
      stock_esim: "int",
      delivery_on: "text",
      delivery_usim: "int",
      delivery_esim: "int",
      km_from_office: "double precision",
      written: "boolean",
    },
    stage: (row) => [
      row.store_ref,
      row.name,
      row.region,
      districtOf(row),
      row.address,
      row.lat,
      row.lon,
      row.phone,
      row.hours,
      row.counters,
      row.minutes_per_swap,
      `{${row.languages.join(",")}}`,
      String(row.step_free),
      row.stock_usim,
      row.stock_esim,
      row.delivery_on ?? null,
      row.delivery_usim ?? null,
      row.delivery_esim ?? null,
      kmFromOffice(row),
      "false",
    ],
    checks: [
      repeats("store_ref", "the store_ref", ["store_ref"]),
      ...["hours", "counters", "minutes_per_swap"].map((column) => ({
        column,
        lines: `select line from staged ${joinStore}
          where ${GOOD} and store.${column} <> staged.${column} and exists (
            select from swap_visits visit join swap_bookings booking on booking.visit_id = visit.id
            where visit.store_id = store.id and booking.state = 'booked')`,
        reason: "can't change while people are booked there",
      })),
    ],
    warnings: [
      {
        column: "address",
        lines: `select line from staged where ${GOOD} and km_from_office is null`,
        reason: "names a 시·군·구 that isn't in our list: nobody can choose it to search from",
      },
      {
        column: "lat",
        lines: `select line from staged where ${GOOD} and km_from_office > ${FAR_KM}`,
        reason: `lies more than ${FAR_KM} km from the office of the 시·군·구 in its address`,
      },
      ...cards.map((card) => ({
        column: `stock_${card}`,
        lines: `select line from staged ${joinStore}
          join store_stock stock on stock.store_id = store.id and stock.card = '${card}'
          where ${GOOD} and stock.remaining + stock.reserved <> staged.stock_${card}`,
        reason:
          "is left out: the store has another number now, and only deliveries and counts there change it",
      })),
    ],
    prepare: [],
    write: [
      marking(`insert into stores (incident_id, store_ref, ${values.join(", ")})
        select ${incident}, staged.store_ref, ${list("staged")} from staged where ${slice}
        on conflict (incident_id, store_ref) do update
        set ${values.map((name) => `${name} = excluded.${name}`).join(", ")}
        where (${list("stores")}) is distinct from (${list("excluded")})
        returning store_ref`),
      ...cards.flatMap((card) => [
        `insert into store_stock (store_id, card, initial, remaining)
         select store.id, '${card}', staged.stock_${card}, staged.stock_${card} from staged ${joinStore} where ${slice}
         on conflict (store_id, card) do nothing`,
        marking(`insert into stock_deliveries (store_id, card, due_on, quantity)
          select store.id, '${card}', staged.delivery_on, staged.delivery_${card} from staged ${joinStore}
          where ${slice} and staged.delivery_${card} is not null
          on conflict (store_id, card, due_on) do update set quantity = excluded.quantity
          where stock_deliveries.arrived_at is null and stock_deliveries.quantity <> excluded.quantity
          returning (select store_ref from stores where id = store_id)`),
      ]),
      `select from staged where written and ${slice}`,
    ],
  } satisfies ImportKind<typeof storeRow>;
};
