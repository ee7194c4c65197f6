import { readFileSync } from "node:fs";
import os from "node:os";
import pg from "pg";
import type { EmbeddedPostgres } from "#app/processes/demo/embedded-postgres.ts";

/** What a figure hangs on, to be kept beside it. */
export async function describeMachine(postgres: EmbeddedPostgres, args: readonly string[]): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url("postgres") });
  await client.connect();
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  await client.end();
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
    dependencies: Record<string, string>;
  };
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GB`;
  const load = os.loadavg().map((minutes) => minutes.toFixed(1));
  return [
    `\`npm run bench${args.length > 0 ? ` -- ${args.join(" ")}` : ""}\`, ${new Date().toISOString().slice(0, 16)}Z`,
    `${cpus[0]?.model ?? "unknown processor"}, ${cpus.length} cores, ${memory}, ${os.type()} ${os.release()}; load before: ${load.join(" ")}`,
    `Node ${process.version.slice(1)}, PostgreSQL ${rows[0]?.version ?? "?"}, Prisma ${dependencies["@prisma/client"] ?? "?"}, Remix ${dependencies["@remix-run/node"] ?? "?"}`,
  ].join("  \n");
}
