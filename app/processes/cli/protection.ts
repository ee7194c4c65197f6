import type { Command } from "commander";
import { z } from "zod";
import { enrolPriorityLines } from "#app/domain/protection/enrol-priority-lines.server.ts";
import { Priority } from "#app/infra/db/generated/enums.ts";
import { BadData, exit, type CliDeps } from "#app/processes/cli/frame.ts";
import { seconds } from "#app/shared/time.ts";

const prioritiesSchema = z.array(z.enum(Priority)).min(1);

type Options = { incident: string; priority: string; dryRun?: boolean };

export function registerProtection(program: Command, { out, err, run }: CliDeps) {
  const protection = program.command("protection").description("the USIM protection service");
  protection
    .command("enrol")
    .description("order it for people who may not ask for it themselves, and tell them")
    .requiredOption("--incident <id>", "whose lines")
    .requiredOption("--priority <groups>", "senior, disabled, or both with a comma between")
    .option("--dry-run", "say how many, and do nothing")
    .action((options: Options) =>
      run(async (ctx) => {
        const parsed = prioritiesSchema.safeParse(options.priority.split(",").map((group) => group.trim()));
        if (!parsed.success)
          throw new BadData(`${options.priority}: the groups are ${Object.values(Priority).join(" and ")}`);
        let saidAt = performance.now();
        const { lines, enrolled, leftAlone } = await enrolPriorityLines(ctx, {
          incidentId: options.incident,
          priorities: parsed.data,
          dryRun: options.dryRun ?? false,
          onProgress: (done, total) => {
            if (performance.now() - saidAt < seconds(3)) return;
            saidAt = performance.now();
            err(`enrolling: ${done} of ${total} lines`);
          },
        });
        const left =
          leftAlone > 0 ? `, ${leftAlone} left alone, since something was ordered for them before` : "";
        out(
          options.dryRun
            ? `${lines} lines, ${enrolled} would be enrolled${left}; a dry run, so nothing was written`
            : `${lines} lines, ${enrolled} enrolled${left}`,
        );
        return exit.done;
      }),
    );
}
