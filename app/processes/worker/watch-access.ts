import { Gauge, type Registry } from "prom-client";
import { alerts } from "#app/domain/audit/access-record.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { before, hours } from "#app/shared/time.ts";

/**
 * Adds to the metrics how often staff were refused lately: over a quota, without a reason, at a page that
 * isn't theirs, at the door. Whoever is on call is woken by it; auditors find who it was in the access
 * record. Nothing is shown where the database can't be asked.
 */
export function watchAccess(registry: Registry, { pool, now }: Pick<Ctx, "pool" | "now">): void {
  new Gauge({
    name: "ansim_access_alerts",
    help: "What staff were refused in the last 24 hours, by what it was",
    labelNames: ["action"],
    registers: [registry],
    async collect() {
      this.reset();
      const counted = await pool
        .query<{ action: string; count: number }>(
          "select action, count(*)::int as count from audit_events where at > $2 and action = any($1) group by action",
          [alerts, before(now(), hours(24))],
        )
        .catch(() => null);
      if (!counted) return;
      for (const action of alerts) this.set({ action }, 0);
      for (const { action, count } of counted.rows) this.set({ action }, count);
    },
  });
}
