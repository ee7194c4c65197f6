import type { Command } from "commander";
import { createFinding } from "#app/domain/exposure/create-finding.server.ts";
import { exit, readTextFile, type CliDeps } from "#app/processes/cli/frame.ts";

const said = { created: "draft created", updated: "draft updated", none: "nothing changed" };

export function registerFinding(program: Command, { out, err, run }: CliDeps) {
  const finding = program
    .command("finding")
    .description("what is announced of an incident, from draft to published");
  finding
    .command("create")
    .description("take in a finding's YAML as a draft, or update the draft")
    .argument("<file>", "id, incident, announced_at, cells, source, note")
    .action((file: string) =>
      run(async (ctx) => {
        const created = await createFinding(ctx, await readTextFile(file));
        if (!created.ok) {
          for (const reason of created.reasons) err(`${file}: ${reason}`);
          return exit.badData;
        }
        out(`${created.value.findingKey}: ${said[created.value.change]}`);
        return exit.done;
      }),
    );
}
