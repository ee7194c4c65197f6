import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor, Ctx } from "#app/domain/context.server.ts";
import type { LineOwner } from "#app/infra/carrier/carrier-api.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { newKeyRing, openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";

/** The carrier's answers as a test sets them; a number without one has no owner. `down` makes every read fail. */
export type FakeCarrier = { owners: Map<string, LineOwner>; down: boolean };

export type TestContext = {
  ctx: Ctx;
  carrier: FakeCarrier;
  /** For processes that a test starts beside itself. */
  keysFile: string;
  setNow: (date: Date) => void;
  as: (actor: Actor) => Ctx;
  close: () => Promise<void>;
};

/** A Ctx on a test's own database, with a clock that stands still (18 Sep 2025 20:00 KST) until the test moves it. */
export function testContext({ databaseUrl, now }: { databaseUrl: string; now?: Date }): TestContext {
  const connections = connectDatabase(databaseUrl);
  const keysFile = join(mkdtempSync(join(tmpdir(), "ansim-keys-")), "keys.json");
  writeFileSync(keysFile, JSON.stringify(newKeyRing()));
  let clock = now ?? new Date("2025-09-18T20:00:00+09:00");
  const carrier: FakeCarrier = { owners: new Map(), down: false };
  const ctx: Ctx = {
    db: connections.db,
    pool: connections.pool,
    vault: openVault(readKeyRing(keysFile)),
    carrier: {
      findLineOwner: (msisdn) =>
        carrier.down
          ? Promise.reject(new Error("carrier API: no answer"))
          : Promise.resolve(carrier.owners.get(msisdn) ?? null),
    },
    now: () => clock,
    actor: { type: "operator", id: "tester" },
    requestId: "test",
  };
  return {
    ctx,
    carrier,
    keysFile,
    setNow: (date) => {
      clock = date;
    },
    as: (actor) => ({ ...ctx, actor }),
    close: connections.close,
  };
}
