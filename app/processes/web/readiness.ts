import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { isMigrated } from "#app/infra/db/migrate.server.ts";
import { seconds } from "#app/shared/time.ts";

/**
 * What is missing before people can be served: the database, this build's migrations in it, the keys that its
 * rows were sealed with.
 */
export type NotReady = "database" | "migrations" | "keys";

const PATIENCE_MS = seconds(2);

type Line = {
  incidentId: string;
  subscriberRef: string;
  envelope: Buffer | null;
  keyId: string | null;
  msisdnIndex: Buffer | null;
};

/**
 * Asks the database whether this process is able to serve, over a connection of its own: pages that keep the
 * others busy are no reason to send people elsewhere. However many ask, one question is under way at a time;
 * whoever has no answer within two seconds is told "database".
 */
export function watchReadiness(databaseUrl: string, vault: Ctx["vault"]) {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: "ansim readyz",
  });
  // A connection that breaks while idle is replaced at the next question.
  pool.on("error", () => undefined);

  const ask = async (): Promise<NotReady | null> => {
    try {
      if (!(await isMigrated(pool))) return "migrations";
      return (await listOuterLines(pool)).every((line) => canRead(vault, line)) ? null : "keys";
    } catch {
      return "database";
    }
  };
  let asked: Promise<NotReady | null> | null = null;
  return {
    whyNotReady: (): Promise<NotReady | null> => {
      asked ??= ask().finally(() => {
        asked = null;
      });
      return Promise.race([asked, sleep(PATIENCE_MS, "database" as const, { ref: false })]);
    },
    close: () => pool.end(),
  };
}

/** The oldest line and the newest: they show a key that the ring has lost, or hasn't got yet. */
async function listOuterLines(pool: pg.Pool): Promise<Line[]> {
  const columns = `incident_id as "incidentId", subscriber_ref as "subscriberRef", envelope, key_id as "keyId",
    msisdn_index as "msisdnIndex"`;
  const { rows } = await pool.query<Line>(
    `(select ${columns} from subscribers order by id limit 1)
     union all (select ${columns} from subscribers order by id desc limit 1)`,
  );
  return rows;
}

/** Purged lines hold nothing to open. */
function canRead(vault: Ctx["vault"], line: Line): boolean {
  if (line.envelope === null) return true;
  try {
    const { msisdn } = openPersonalData({ vault }, line);
    return !line.msisdnIndex || line.msisdnIndex.equals(vault.blindIndex("msisdn", msisdn));
  } catch {
    return false;
  }
}
