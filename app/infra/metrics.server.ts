import type pg from "pg";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Channel } from "#app/infra/db/generated/enums.ts";
import type { Transport } from "#app/infra/transport.ts";
import { seconds } from "#app/shared/time.ts";

/**
 * What an operator on call looks at, in Prometheus' format. A label holds a word that our own code chose or a
 * status of HTTP, never anything that a request, a row or a provider brought: so there are few, and nothing
 * personal is among them.
 */
function createRegistry(pool: pg.Pool): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "ansim_database_connections",
    help: "Connections to the database, busy and idle, and how many more are waited for",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      this.set({ state: "busy" }, pool.totalCount - pool.idleCount);
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "waited_for" }, pool.waitingCount);
    },
  });
  return registry;
}

export type WebMetrics = ReturnType<typeof createWebMetrics>;

const methods = new Set(["GET", "HEAD", "POST"]);

/** Wrong answers to links are the 422, limited ones the 429 of part /v. */
export function createWebMetrics(pool: pg.Pool) {
  const registry = createRegistry(pool);
  const requests = new Histogram({
    name: "ansim_http_request_seconds",
    help: "Requests by part of the site, method and status, from their arrival to the end of the answer",
    labelNames: ["part", "method", "status"],
    buckets: [0.01, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  return {
    registry,
    answered(part: string, method: string | undefined, status: number, tookSeconds: number) {
      requests.observe(
        { part, method: method && methods.has(method) ? method : "other", status },
        tookSeconds,
      );
    },
  };
}

/** What the worker does side by side. */
export type Work =
  "sms" | "mail" | "carrier" | "money" | "swaps" | "claims" | "fees" | "audit" | "evidence" | "housekeeping";

export function createWorkerMetrics(pool: pg.Pool) {
  const registry = createRegistry(pool);
  const calls = new Histogram({
    name: "ansim_send_seconds",
    help: "Calls to send a message, by channel and by what is known of them after",
    labelNames: ["channel", "outcome"],
    buckets: [0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const failing = new Gauge({
    name: "ansim_worker_failing",
    help: "1 while a kind of work can't go on, 0 while it does",
    labelNames: ["work"],
    registers: [registry],
  });
  const paces = new Map<Channel, { heldForMs: (nowMs: number) => number }>();
  new Gauge({
    name: "ansim_channel_held_seconds",
    help: "For how long nothing more is sent on a channel, since the provider limits or blocks the sender",
    labelNames: ["channel"],
    registers: [registry],
    collect() {
      for (const [channel, pace] of paces)
        this.set({ channel }, pace.heldForMs(performance.now()) / seconds(1));
    },
  });
  return {
    registry,
    /** The same transport, its calls counted and timed. */
    counted: (transport: Transport, channel: Channel): Transport => ({
      ...transport,
      send: async (message) => {
        const started = performance.now();
        const result = await transport.send(message);
        const outcome = result.kind === "retryable" ? result.code : result.kind;
        calls.observe({ channel, outcome }, (performance.now() - started) / seconds(1));
        return result;
      },
    }),
    watchPace(channel: Channel, pace: { heldForMs: (nowMs: number) => number }) {
      paces.set(channel, pace);
    },
    failing(work: Work, is: boolean) {
      failing.set({ work }, is ? 1 : 0);
    },
  };
}
