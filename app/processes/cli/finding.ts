import type { Command } from "commander";
import { createFinding } from "#app/domain/exposure/create-finding.server.ts";
import {
  publishFinding,
  type FindingDiff,
  type PublishRefusal,
} from "#app/domain/exposure/publish-finding.server.ts";
import type { Figures } from "#app/domain/figures/count-figures.server.ts";
import { exit, readTextFile, type CliDeps } from "#app/processes/cli/frame.ts";
import { formatKrw } from "#app/shared/money.ts";

const said = { created: "draft created", updated: "draft updated", none: "nothing changed" };

const refusalText: Record<PublishRefusal, string> = {
  "already-published": "The finding is published already, and is never changed.",
  "not-two-operators": "A finding is published on the word of two people: --operator NAME --operator NAME.",
  "not-after-the-last-finding":
    "It is announced no later than a finding that is published: what was said then can't be changed any more.",
};

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

  finding
    .command("diff")
    .description("what publishing the draft would change; changes nothing")
    .argument("<finding>", "the finding's id")
    .action((key: string) =>
      run(async (ctx) => {
        const diff = await publishFinding(ctx, key, { operators: [], dryRun: true });
        if (!diff.ok) {
          err(refusalText[diff.refusal]);
          return exit.badData;
        }
        for (const line of diffLines(diff.value)) out(line);
        return exit.done;
      }),
    );

  finding
    .command("publish")
    .description("publish a draft, for good; what it changes is shown")
    .argument("<finding>", "the finding's id")
    .option(
      "--operator <name>",
      "who says so; needed twice, two different people",
      (name: string, names: string[]) => [...names, name],
      [],
    )
    .action((key: string, { operator: operators }: { operator: string[] }) =>
      run(async (ctx) => {
        const published = await publishFinding(ctx, key, { operators });
        if (!published.ok) {
          err(refusalText[published.refusal]);
          return exit.badData;
        }
        for (const line of diffLines(published.value)) out(line);
        out(`${key} published by ${operators.join(" and ")}`);
        return exit.done;
      }),
    );
}

function diffLines({ before, after, changed, moves }: FindingDiff): string[] {
  const row = (name: string, of: (figures: Figures) => number) =>
    `  ${name.padEnd(12)} ${formatKrw(of(before)).padStart(14)} -> ${formatKrw(of(after)).padStart(14)}`;
  const categories = [...new Set([...Object.keys(before.exposed), ...Object.keys(after.exposed)])];
  return [
    `${changed} people get another answer`,
    ...moves.map(({ from, to, people }) => `  ${people} from ${from} to ${to}`),
    row("cells", (figures) => figures.cells),
    row("signalled", (figures) => figures.signalled),
    ...categories.map((category) => row(category, (figures) => figures.exposed[category] ?? 0)),
    row("victims", (figures) => figures.victims),
    row("loss (won)", (figures) => figures.lossKrw),
  ];
}
