import type { Command } from "commander";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { exit, readTextFile, type CliDeps } from "#app/processes/cli/frame.ts";

export function registerIncident(program: Command, { out, err, run }: CliDeps) {
  const incident = program.command("incident").description("the incidents that Ansim answers for");
  incident
    .command("create")
    .description("take in an incident's YAML: a new incident, or its next version")
    .argument("<file>", "see docs/incidents/")
    .action((file: string) =>
      run(async (ctx) => {
        const created = await createIncident(ctx, await readTextFile(file));
        if (!created.ok) {
          for (const reason of created.reasons) err(`${file}: ${reason}`);
          return exit.badData;
        }
        const { incidentId, version, changed } = created.value;
        out(`${incidentId}: version ${version}${changed ? "" : ", nothing changed"}`);
        return exit.done;
      }),
    );
}
