import type { Command } from "commander";
import { migrateDatabase } from "#app/infra/db/migrate.server.ts";
import { findSettings } from "#app/processes/cli/connect.ts";
import { exit, type CliDeps } from "#app/processes/cli/frame.ts";

export function registerMigrate(program: Command, { env, out, runAlone }: CliDeps) {
  program
    .command("migrate")
    .description("bring the database to this version's schema; finds nothing to do the second time")
    .action(() =>
      runAlone(async () => {
        const { applied } = await migrateDatabase(env.DATABASE_URL ?? findSettings(env).databaseUrl);
        for (const name of applied) out(name);
        out(`${applied.length} applied`);
        return exit.done;
      }),
    );
}
