import type { Command } from "commander";
import { getFigures } from "#app/domain/figures/get-figures.server.ts";
import { BadData, exit, type CliDeps } from "#app/processes/cli/frame.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstIso, parseKstMoment } from "#app/shared/time.ts";

export function registerFigures(program: Command, { out, run }: CliDeps) {
  program
    .command("figures")
    .description("the published totals, finding by finding")
    .option("--incident <id>", "default: the newest")
    .option("--at <time>", "as of that moment, in Korean time unless it has an offset (default: now)")
    .option("--json", "for programs")
    .action(({ incident, at, json }: { incident?: string; at?: string; json?: boolean }) =>
      run(async (ctx) => {
        const moment = at === undefined ? ctx.now() : parseKstMoment(at);
        if (!moment) throw new BadData(`"${at}" is no moment such as 2025-09-18T20:00`);
        const figures = await getFigures(ctx, { ...(incident && { incidentId: incident }), at: moment });
        if (json) {
          out(JSON.stringify({ ...figures, at: kstIso(moment), findings: figures.findings.map(toJson) }));
          return exit.done;
        }
        out(`${figures.incident} as of ${kstIso(moment)}`);
        for (const finding of figures.findings) {
          out(`${finding.id}, announced ${kstIso(finding.announcedAt)}`);
          out(`  cells ${finding.cells}, signalled ${finding.signalled}`);
          for (const [category, people] of Object.entries(finding.exposed)) out(`  ${category} ${people}`);
          out(`  victims ${finding.victims}, loss ${formatKrw(finding.lossKrw)} won`);
        }
        return exit.done;
      }),
    );
}

const toJson = <Finding extends { announcedAt: Date }>(finding: Finding) => ({
  ...finding,
  announcedAt: kstIso(finding.announcedAt),
});
