import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { carrierApi, type CarrierReads } from "#app/infra/carrier/carrier-api.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { isMigrated } from "#app/infra/db/migrate.server.ts";
import { openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { readClock } from "#app/processes/clock.ts";

const settingsSchema = z.object({
  databaseUrl: z.string().min(1),
  keysFile: z.string().min(1),
  clockFile: z.string().optional(),
  carrierApiUrl: z.string().optional(),
  carrierApiKey: z.string().optional(),
  auditAnchorUrl: z.string().optional(),
});

/** A running demo tells here, in DATA_DIR, how to work beside it. */
export const demoFileSchema = settingsSchema.required().extend({ pid: z.number(), url: z.string() });
export type DemoFile = z.infer<typeof demoFileSchema>;

export const demoFile = (dataDir: string) => join(dataDir, "demo.json");

/** The database can't be worked with; the message is what the operator reads. */
export class DatabaseUnreachable extends Error {}

/** The command was called in a way that can't work; likewise. */
export class WrongUsage extends Error {}

type Settings = z.infer<typeof settingsSchema>;

/** DATABASE_URL and what goes with it, else the running demo's. */
export function findSettings(env: NodeJS.ProcessEnv): Settings & { demo: boolean } {
  if (env.DATABASE_URL) {
    if (!env.KEYS_FILE) throw new WrongUsage("DATABASE_URL is set, but KEYS_FILE (the key ring) is not.");
    return {
      demo: false,
      databaseUrl: env.DATABASE_URL,
      keysFile: env.KEYS_FILE,
      clockFile: env.CLOCK_FILE,
      carrierApiUrl: env.CARRIER_API_URL,
      carrierApiKey: env.CARRIER_API_KEY,
      auditAnchorUrl: env.AUDIT_ANCHOR_URL,
    };
  }
  const path = demoFile(env.DATA_DIR ?? ".data");
  if (!existsSync(path))
    throw new DatabaseUnreachable(
      "There is no database to work on: set DATABASE_URL and KEYS_FILE, or start `npm run demo`.",
    );
  return { demo: true, ...demoFileSchema.parse(JSON.parse(readFileSync(path, "utf8"))) };
}

/** Where one command works. */
export type Connected = { ctx: Ctx; demo: boolean; auditAnchorUrl?: string; close(): Promise<void> };

/** Connects a command to a migrated database, on behalf of a named operator. Throws DatabaseUnreachable. */
export async function connect({
  operator,
  env,
  requestId,
}: {
  operator: string;
  env: NodeJS.ProcessEnv;
  requestId: string;
}): Promise<Connected> {
  const settings = findSettings(env);
  const vault = openKeys(settings.keysFile);
  const connections = connectDatabase(settings.databaseUrl, { max: 4 });
  try {
    if (!(await isMigrated(connections.pool)))
      throw new DatabaseUnreachable("The database is not migrated: run `ansim migrate` first.");
  } catch (error) {
    await connections.close();
    throw error;
  }
  const { carrierApiUrl: url, carrierApiKey: apiKey } = settings;
  return {
    demo: settings.demo,
    auditAnchorUrl: settings.auditAnchorUrl,
    close: connections.close,
    ctx: {
      db: connections.db,
      pool: connections.pool,
      vault,
      carrier: url && apiKey ? carrierApi({ url, apiKey }) : noCarrier,
      now: readClock(settings.clockFile),
      actor: { type: "operator", id: operator },
      requestId,
    },
  };
}

const notSet = () => Promise.reject(new WrongUsage("CARRIER_API_URL or CARRIER_API_KEY is not set."));
const noCarrier: CarrierReads = {
  findLineOwner: notSet,
  findSimHistory: notSet,
  findAuthenticator: notSet,
  requestConfirmation: notSet,
  findConfirmation: notSet,
  findProtection: notSet,
  findMicropayments: notSet,
  findDocumentCheck: notSet,
  findAccountHolder: notSet,
  findFeeQuote: notSet,
};

function openKeys(keysFile: string) {
  try {
    return openVault(readKeyRing(keysFile));
  } catch (error) {
    throw new WrongUsage(
      `The key ring can't be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const unreachableCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|57P0\d|08\w{3}|28\w{3}|3D000|53300|P10\d\d)$/;

/**
 * Whether an error says that the database is gone, refuses us or isn't there, however deep the driver has
 * wrapped it.
 */
export function isDatabaseUnreachable(error: unknown): boolean {
  if (error instanceof DatabaseUnreachable) return true;
  if (!(error instanceof Error)) return false;
  if ("code" in error && unreachableCodes.test(String(error.code))) return true;
  return (
    /^Connection terminated|^Can't reach database server|timeout exceeded when trying to connect/.test(
      error.message,
    ) || isDatabaseUnreachable(error.cause)
  );
}
