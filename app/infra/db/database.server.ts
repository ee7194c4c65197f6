import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "#app/infra/db/generated/client.ts";

export type Database = PrismaClient;
export type Transaction = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/**
 * The ways to the database: Prisma for rows, the pool for COPY, cursors and locks. Both draw on the same
 * connections.
 */
export type Connections = { db: Database; pool: pg.Pool; close: () => Promise<void> };

export function connectDatabase(databaseUrl: string, { max = 10 }: { max?: number } = {}): Connections {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, application_name: "ansim" });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  const db = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    db,
    pool,
    close: async () => {
      await db.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
