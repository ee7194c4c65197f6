import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "vitest";
import { expireOrderLeases } from "#tests/factories/carrier-order.ts";
import type { TestContext } from "#tests/factories/context.ts";
import { bundleProcess } from "#tests/setup/bundled-process.ts";
import type { TestCarrier } from "#tests/setup/carrier-server.ts";

/**
 * Of a process beside tests/faults/under-fire.ts: runs it until its work is done or it dies at the point that
 * its settings name, and gives whether it died.
 */
export async function processUnderFire(
  source: string,
  { t, carrier, databaseUrl }: { t: TestContext; carrier: TestCarrier; databaseUrl: string },
): Promise<(settings?: Record<string, string>) => Promise<boolean>> {
  const file = await bundleProcess(source);
  return async (settings = {}) => {
    const child = spawn(process.execPath, [file], {
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        KEYS_FILE: t.keysFile,
        CARRIER_API_URL: carrier.access.url,
        CARRIER_API_KEY: carrier.access.apiKey,
        NOW: t.ctx.now().toISOString(),
        KILL_AT: "",
        KILL_AFTER: "0",
        ...settings,
      },
    });
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    expect([0, "SIGKILL"], JSON.stringify(settings)).toContain(signal ?? code);
    // A minute passes, as far as the leases are concerned: nobody else is left to hold them.
    await expireOrderLeases(t.ctx);
    return signal === "SIGKILL";
  };
}
