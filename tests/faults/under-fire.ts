// What the processes have in common that a test kills at a chosen point, again and again.
import { randomUUID } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { carrierApi } from "#app/infra/carrier/carrier-api.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { createLog } from "#app/infra/log.server.ts";

export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
}

let left = Number(setting("KILL_AFTER"));

/** Dies here, if this is the point and it was passed often enough. */
export function pass(point: string): void {
  if (point !== setting("KILL_AT")) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
}

export const carrierAccess = { url: setting("CARRIER_API_URL"), apiKey: setting("CARRIER_API_KEY") };
export const worker = { workerId: randomUUID(), log: createLog("warn") };

/** A worker's Ctx, by this clock. What it does first with each thing that it leased is to ask who owns the number. */
export function contextUnderFire(now: () => Date): { ctx: Ctx; close: () => Promise<void> } {
  const { db, pool, close } = connectDatabase(setting("DATABASE_URL"));
  const carrier = carrierApi(carrierAccess);
  const ctx: Ctx = {
    db,
    pool,
    vault: openVault(readKeyRing(setting("KEYS_FILE"))),
    carrier: {
      ...carrier,
      findLineOwner: (msisdn) => {
        pass("leased");
        return carrier.findLineOwner(msisdn);
      },
    },
    now,
    actor: { type: "system", id: "worker" },
    requestId: "under-fire",
  };
  return { ctx, close };
}
