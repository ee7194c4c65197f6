import { setTimeout as sleep } from "node:timers/promises";
import { Gauge, type Registry } from "prom-client";
import type { Ctx } from "#app/domain/context.server.ts";
import { Channel, OutboxState } from "#app/infra/db/generated/enums.ts";
import { seconds } from "#app/shared/time.ts";

const ASKED_EVERY_MS = seconds(30);
/** Counting 12 million rows takes its time: the next count waits for so many times as long as this one took. */
const REST = 50;
const PATIENCE_MS = seconds(1);

/**
 * Adds to the metrics how many messages are in which state, and since when the oldest one is due. All workers
 * share the outbox, so each says the same. The database is asked by a scrape, but not by each; one that had
 * to wait for longer than a second shows what was known before, and nothing where the last question failed.
 */
export function watchOutbox(registry: Registry, { pool, now }: Pick<Ctx, "pool" | "now">): void {
  let asking: Promise<void> | null = null;
  let askedAgainAt = -Infinity;

  const ask = async () => {
    const started = performance.now();
    try {
      const counts = await countMessages(pool);
      const waits = await listLongestWaits(pool, now());
      for (const channel of Object.values(Channel)) {
        for (const state of Object.values(OutboxState)) messages.set({ channel, state }, 0);
        oldest.set({ channel }, 0);
      }
      for (const { channel, state, count } of counts) messages.set({ channel, state }, Number(count));
      for (const { channel, waited } of waits) oldest.set({ channel }, Math.max(0, waited));
    } catch {
      // The worker itself says what is wrong with its database.
      messages.reset();
      oldest.reset();
    }
    const ended = performance.now();
    askedAgainAt = ended + Math.max(ASKED_EVERY_MS, REST * (ended - started));
  };
  const collect = async () => {
    if (performance.now() >= askedAgainAt)
      asking ??= ask().finally(() => {
        asking = null;
      });
    if (asking) await Promise.race([asking, sleep(PATIENCE_MS, undefined, { ref: false })]);
  };

  const messages = new Gauge({
    name: "ansim_outbox_messages",
    help: "Messages in the outbox, by channel and state, counted every 30 seconds at most",
    labelNames: ["channel", "state"],
    registers: [registry],
    collect,
  });
  const oldest = new Gauge({
    name: "ansim_outbox_oldest_due_seconds",
    help: "For how long the oldest message of a running campaign has been due, 0 where none is",
    labelNames: ["channel"],
    registers: [registry],
    collect,
  });
}

async function countMessages(pool: Ctx["pool"]) {
  const { rows } = await pool.query<{ channel: Channel; state: OutboxState; count: string }>(
    "select channel, state, count(*) from outbox group by channel, state",
  );
  return rows;
}

/** One step into the index of what is due for each campaign and channel. */
async function listLongestWaits(pool: Ctx["pool"], now: Date) {
  const { rows } = await pool.query<{ channel: Channel; waited: number }>(
    `select channels.channel, extract(epoch from $1::timestamptz - min(first.not_before))::float8 as waited
     from campaigns cross join unnest(enum_range(null::"Channel")) as channels (channel) cross join lateral (
       select not_before from outbox
       where campaign_id = campaigns.id and outbox.channel = channels.channel and state = 'pending'
       order by not_before limit 1) first
     where campaigns.status in ('pilot', 'running') group by channels.channel`,
    [now],
  );
  return rows;
}
