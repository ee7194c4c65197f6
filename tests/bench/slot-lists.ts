import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import type { Ctx } from "#app/domain/context.server.ts";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { districts } from "#app/domain/stores/districts.ts";
import { findStores } from "#app/domain/stores/find-stores.server.ts";
import { importStores } from "#app/domain/stores/import-stores.server.ts";
import { openSpans, parseStoreHours } from "#app/domain/stores/store-hours.rules.ts";
import { migrateDatabase } from "#app/infra/db/migrate.server.ts";
import { inventStores } from "#app/processes/demo/replay/invent-stores.ts";
import { createRandom } from "#app/processes/demo/replay/random.ts";
import { csvLine } from "#app/shared/csv.ts";
import { after, before, days, hours, kstDay, startOfKstDay } from "#app/shared/time.ts";
import { connectBench, createDatabase, keyFiles } from "#tests/bench/database.ts";
import type { Bench } from "#tests/bench/figure.ts";
import { openSlotsOf } from "#tests/factories/open-slots.ts";

const INCIDENT = "femtocell-2025";
const DAYS = 30;
const FIRST_DAY = "2025-09-12";
/** Of each kind, before those that count: a process compiles what it runs often. */
const WARM_UP = 30;
const SEARCHES = 200;
const FOUND = 20;

const morning = after(startOfKstDay(FIRST_DAY), hours(8));
const allDays = Array.from({ length: DAYS }, (_, n) => kstDay(after(startOfKstDay(FIRST_DAY), days(n))));

/**
 * What somebody waits for who looks for a store and a time: the nearest stores with their first free slot,
 * the calendar of one store for one day, and of every store for 30 days; with 200 stores, then with 2,000. A
 * third of all slots is full, and in every second store all of the first three days'. Beside each a single
 * statement on a connection of its own that knows the hours as a table of times, so that it has none to read;
 * both have to come to the same.
 */
export async function measureSlotLists(bench: Bench): Promise<void> {
  for (const stores of [200, 2_000]) {
    bench.say(`Opening ${stores} stores…`);
    const url = await createDatabase(bench, `stores_${stores}`);
    await migrateDatabase(url);
    const { ctx, close } = connectBench(url, keyFiles(bench).keysFile);
    const peer = new pg.Client({ connectionString: url });
    await peer.connect();
    try {
      const ids = await openStores(bench, ctx, stores);
      await measureSearches(bench, { ctx, peer, stores });
      await measureDays(bench, { ctx, peer, stores, ids });
      if (stores === 200) await measureAll(bench, { ctx, peer, stores, ids });
    } finally {
      await peer.end();
      await close();
    }
  }
}

type Measured = { ctx: Ctx; peer: pg.Client; stores: number };

async function openStores(bench: Bench, ctx: Ctx, stores: number): Promise<number[]> {
  const created = await createIncident(ctx, await readFile(`docs/incidents/${INCIDENT}.yaml`, "utf8"));
  if (!created.ok) throw new Error(created.reasons.join("; "));
  const rows = Array.from({ length: stores / 200 }, (_, n) =>
    inventStores(createRandom(n)).map((row) => ({ ...row, store_ref: `${n}-${row.store_ref}` })),
  ).flat();
  const file = path.join(bench.folder, `stores-${stores}.csv`);
  const header = csvLine(...Object.keys(rows[0] ?? {}));
  await writeFile(file, header + rows.map((row) => csvLine(...Object.values(row))).join(""));
  const imported = await importStores(ctx, INCIDENT, { file });
  if (!imported.ok || imported.value.kept !== stores) throw new Error(JSON.stringify(imported));

  const open = await ctx.db.store.findMany({ select: { id: true, hours: true }, orderBy: { id: "asc" } });
  const spans = open.flatMap(({ id, hours: written }) =>
    allDays.flatMap((day) =>
      openSpans(parseStoreHours(written) ?? [], day).map(({ from, until }) => ({ id, day, from, until })),
    ),
  );
  await ctx.pool.query(
    "create table bench_spans (store_id int, day text, opens timestamptz, closes timestamptz)",
  );
  await ctx.pool.query(
    "insert into bench_spans select * from unnest($1::int[], $2::text[], $3::timestamptz[], $4::timestamptz[])",
    [
      spans.map(({ id }) => id),
      spans.map(({ day }) => day),
      spans.map(({ from }) => from.toISOString()),
      spans.map(({ until }) => until.toISOString()),
    ],
  );
  await ctx.pool.query("create index on bench_spans (store_id, opens)");
  await ctx.pool.query(
    `insert into store_slots (store_id, starts_at, capacity, taken)
     select s.id, slot, s.counters,
       case when hashint8(s.id * 1000003 + extract(epoch from slot)::bigint) % 3 = 0
              or s.id % 2 = 0 and slot < $1::timestamptz + interval '3 days' then s.counters else s.counters - 1 end
     from ${allSlots}`,
    [morning.toISOString()],
  );
  await ctx.pool.query(
    `insert into store_closures (store_id, "from", until, reason)
     select id, $1::timestamptz + interval '4 days', $1::timestamptz + interval '5 days', 'Works' from stores where id % 20 = 0`,
    [startOfKstDay(FIRST_DAY).toISOString()],
  );
  await ctx.pool.query("vacuum analyze");
  return open.map(({ id }) => id);
}

/** Every slot of stores `s` by their hours, for the peer. */
const allSlots = `stores s
  join bench_spans o on o.store_id = s.id
  cross join generate_series(o.opens, o.closes - make_interval(mins => s.minutes_per_swap),
    make_interval(mins => s.minutes_per_swap)) slot`;

/** Of those, the ones that can be booked at $1. */
const bookable = `slot between $1::timestamptz + interval '30 minutes' and $1::timestamptz + interval '14 days'
  and not exists (select from store_slots full_slot where full_slot.store_id = s.id and full_slot.starts_at = slot
    and full_slot.taken >= s.counters)
  and not exists (select from store_closures c where c.store_id = s.id and c."from" < slot + make_interval(mins => s.minutes_per_swap)
    and c.until > slot)`;

async function measureSearches(bench: Bench, { ctx, peer, stores }: Measured) {
  const at: Ctx = { ...ctx, now: () => morning };
  const ours: number[] = [];
  const bare: number[] = [];
  for (let n = 0; n < WARM_UP + SEARCHES; n += 1) {
    const near = districts[(n * 7) % districts.length] ?? { lat: 37.57, lon: 126.98 };
    const found = await timed(ours, () =>
      findStores(at, { incidentId: INCIDENT, near, card: "usim", limit: FOUND }),
    );
    const { rows } = await timed(bare, () =>
      peer.query<{ id: number; first: Date | null }>({
        name: "nearest",
        text: `select s.*, free.first from (
            select s.*, stock.remaining, 2 * asin(sqrt(sin(radians(s.lat - $3) / 2) ^ 2
              + cos(radians($3)) * cos(radians(s.lat)) * sin(radians(s.lon - $4) / 2) ^ 2)) as far,
              (select count(*) from waiting_tickets w where w.store_id = s.id and w.card = 'usim' and w.state = 'waiting') as waiting
            from stores s join store_stock stock on stock.store_id = s.id and stock.card = 'usim'
            where s.incident_id = $2 order by far limit ${FOUND}) s
          left join lateral (
            select slot as first from bench_spans o
            cross join generate_series(o.opens, o.closes - make_interval(mins => s.minutes_per_swap),
              make_interval(mins => s.minutes_per_swap)) slot
            where o.store_id = s.id and o.closes > $1 and s.remaining > 0 and ${bookable}
            order by slot limit 1) free on true
          order by far`,
        values: [morning.toISOString(), INCIDENT, near.lat, near.lon],
      }),
    );
    expectSame(
      found.map(({ id, nextFree }) => [id, nextFree?.getTime()]),
      rows.map(({ id, first }) => [id, first?.getTime()]),
    );
  }
  report(bench, `find a store: the nearest ${FOUND} of ${stores}, with their first free slot`, {
    ours,
    bare,
  });
}

async function measureDays(bench: Bench, { ctx, peer, stores, ids }: Measured & { ids: number[] }) {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let n = 0; n < WARM_UP + SEARCHES; n += 1) {
    const storeId = ids[(n * 37) % ids.length] ?? 0;
    const day = allDays[n % DAYS] ?? FIRST_DAY;
    const now = dayBefore(day);
    const slots = await timed(ours, () =>
      openSlotsOf({ ...ctx, now: () => now }, { storeId, day, slots: 1 }),
    );
    const { rows } = await timed(bare, () =>
      peer.query<{ slot: Date }>({
        name: "day",
        text: `select slot from ${allSlots} where s.id = $2 and o.day = $3 and ${bookable} order by slot`,
        values: [now.toISOString(), storeId, day],
      }),
    );
    expectSame(
      slots.map(({ startsAt }) => startsAt.getTime()),
      rows.map(({ slot }) => slot.getTime()),
    );
  }
  report(bench, `slots of one store on one day, ${stores} stores`, { ours, bare });
}

/** Each day as it is the day before, since nothing is offered more than two weeks ahead. */
async function measureAll(bench: Bench, { ctx, peer, stores, ids }: Measured & { ids: number[] }) {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    let offered = 0;
    const started = performance.now();
    for (const day of allDays) {
      const now = dayBefore(day);
      for (const storeId of ids)
        offered += (await openSlotsOf({ ...ctx, now: () => now }, { storeId, day, slots: 1 })).length;
    }
    ours.push((performance.now() - started) / 1_000);
    const began = performance.now();
    let selected = 0;
    for (const day of allDays) {
      const { rowCount } = await peer.query({
        name: "all",
        text: `select s.id, slot from ${allSlots} where o.day = $2 and ${bookable} order by s.id, slot`,
        values: [dayBefore(day).toISOString(), day],
      });
      selected += rowCount ?? 0;
    }
    bare.push((performance.now() - began) / 1_000);
    expectSame(offered, selected);
    bench.say(`${offered} slots`);
  }
  bench.report({
    name: `every slot of ${stores} stores in ${DAYS} days, store by store and day by day; peer: 30 statements`,
    unit: "s",
    ours,
    peer: bare,
    aim: "–",
    peakMb: peakMb(),
  });
}

const dayBefore = (day: string) => before(startOfKstDay(day), hours(12));

async function timed<Answer>(times: number[], work: () => Promise<Answer>): Promise<Answer> {
  const started = performance.now();
  const answer = await work();
  times.push(performance.now() - started);
  return answer;
}

const report = (bench: Bench, name: string, { ours, bare }: { ours: number[]; bare: number[] }) =>
  bench.report({
    name,
    unit: "ms",
    aim: "≤ 100 ms",
    peakMb: peakMb(),
    ours: ours.slice(WARM_UP),
    peer: bare.slice(WARM_UP),
  });

/** Of this process, which is the one under test here. */
const peakMb = () => process.resourceUsage().maxRSS / 1_024;

function expectSame(ours: unknown, peers: unknown) {
  if (JSON.stringify(ours) !== JSON.stringify(peers))
    throw new Error(`not the same: ${JSON.stringify(ours)} and ${JSON.stringify(peers)}`);
}
