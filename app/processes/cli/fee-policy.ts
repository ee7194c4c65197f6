import type { Command } from "commander";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { findFeePolicy } from "#app/domain/fee-waiver/find-fee-policy.server.ts";
import { publishFeePolicy } from "#app/domain/fee-waiver/publish-fee-policy.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { exit, readTextFile, type CliDeps } from "#app/processes/cli/frame.ts";
import { formatKrw } from "#app/shared/money.ts";

export function registerFeePolicy(program: Command, { out, err, run }: CliDeps) {
  const policy = program
    .command("fee-policy")
    .description("what is decided of the waiver of termination fees, version by version");
  policy
    .command("publish")
    .description("publish a version, for good; it is in force from the moment that it announces")
    .argument("<file>", "see docs/incidents/femtocell-2025/fee-policy/")
    .option(
      "--operator <name>",
      "who says so; needed twice, two different people",
      (name: string, names: string[]) => [...names, name],
      [],
    )
    .action((file: string, { operator: operators }: { operator: string[] }) =>
      run(async (ctx) => {
        const published = await publishFeePolicy(ctx, await readTextFile(file), { operators });
        if (!published.ok) {
          if (published.refusal === "bad-file")
            for (const reason of published.reasons) err(`${file}: ${reason}`);
          else err("A fee policy is published on the word of two people: --operator NAME --operator NAME.");
          return exit.badData;
        }
        const { incidentId, version, changed } = published.value;
        out(
          changed
            ? `${incidentId}: fee policy ${version} published by ${operators.join(" and ")}`
            : `${incidentId}: fee policy ${version}, nothing changed`,
        );
        return exit.done;
      }),
    );

  policy
    .command("show")
    .description("the version in force")
    .option("--incident <id>", "of this incident instead of the newest")
    .action(({ incident }: { incident?: string }) =>
      run(async (ctx) => {
        const id = incident ?? (await findCurrentIncident(ctx))?.id;
        const found = id === undefined ? null : await findFeePolicy(ctx, id);
        if (!found) {
          err("No fee policy was announced.");
          return exit.badData;
        }
        for (const line of policyLines(found)) out(line);
        return exit.done;
      }),
    );
}

const policyLines = (policy: FeePolicyDefinition): string[] => [
  `${policy.incident}: version ${policy.version}, ${policy.state}, announced at ${policy.announced_at}`,
  `  source      ${policy.source}`,
  `  for         ${policy.for.join(", ")}`,
  ...(policy.terminated ? [`  terminated  ${policy.terminated.from} to ${policy.terminated.to}`] : []),
  ...(policy.apply ? [`  apply       ${policy.apply.from} to ${policy.apply.to}`] : []),
  ...policy.grace.map((grace) => `  grace       ${grace.for}, until ${grace.apply_until}`),
  `  parts       ${policy.parts.join(", ")}`,
  ...policy.offers.map(
    ({ key, worth_krw, forfeits, from, until }) =>
      `  offer       ${key}, worth ${formatKrw(worth_krw)} won, ${from} to ${until}, costs ${forfeits.join(" and ") || "nothing"}`,
  ),
];
