import type { Command } from "commander";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { exit, type CliDeps } from "#app/processes/cli/frame.ts";

export function registerCheck(program: Command, { out, run }: CliDeps) {
  program
    .command("check")
    .description(
      "every invariant that the database can be asked for; exit 1 and the rows where one is broken",
    )
    .action(() =>
      run(async (ctx) => {
        const { checked, broken } = await listBrokenInvariants(ctx);
        for (const { name, rows } of broken) {
          out(`broken: ${name}`);
          for (const row of rows) out(`  ${JSON.stringify(row)}`);
        }
        out(`${checked} checked, ${broken.length} broken`);
        return broken.length > 0 ? exit.broken : exit.done;
      }),
    );
}
