import { Option, type Command } from "commander";
import { importClearances } from "#app/domain/exposure/import-clearances.server.ts";
import { importPayments } from "#app/domain/exposure/import-payments.server.ts";
import { importPeople } from "#app/domain/exposure/import-people.server.ts";
import { importSignals } from "#app/domain/exposure/import-signals.server.ts";
import { encodingName, encodings, type Encoding } from "#app/domain/imports/encoding.ts";
import type { Imported } from "#app/domain/imports/import-file.server.ts";
import type { NotedRow } from "#app/domain/imports/list-noted-rows.server.ts";
import { importClaimsList } from "#app/domain/reconciliation/import-claims-list.server.ts";
import { importStores } from "#app/domain/stores/import-stores.server.ts";
import { importSubscribers } from "#app/domain/subscribers/import-subscribers.server.ts";
import { exit, type CliDeps } from "#app/processes/cli/frame.ts";
import { showProgress } from "#app/processes/cli/progress.ts";

type Flags = {
  incident?: string;
  finding?: string;
  encoding: Encoding | "auto";
  dryRun?: boolean;
  rejects?: string;
  warnings?: string;
};

const kinds = {
  subscribers: { into: "incident", about: "the lines, their holders and accounts", use: importSubscribers },
  stores: {
    into: "incident",
    about: "where SIM cards are replaced, when, and how many there are",
    use: importStores,
  },
  signals: {
    into: "finding",
    about: "which rogue cell received whose signal, and what that exposed",
    use: importSignals,
  },
  payments: { into: "finding", about: "unauthorized micropayments", use: importPayments },
  people: { into: "finding", about: "whose data was in it (incidents without cells)", use: importPeople },
  clearances: { into: "finding", about: "who was wrongly counted, and why", use: importClearances },
  "claims-list": {
    into: "finding",
    about: "what the police, or people themselves, know of payments, to be matched against the carrier's",
    use: importClaimsList,
  },
} as const;

export function registerImport(program: Command, deps: CliDeps) {
  const group = program.command("import").description("fill an incident or a draft finding from a CSV file");
  for (const [name, { into, about, use }] of Object.entries(kinds)) {
    group
      .command(name)
      .description(about)
      .argument("<file>", "CSV with a header row, comma between, UTF-8 or EUC-KR")
      .requiredOption(`--${into} <id>`, `the ${into} that it belongs to`)
      .addOption(
        new Option("--encoding <name>", "what the file is in; auto finds out, euc-kr includes CP949")
          .choices([...encodings, "auto"])
          .default("auto"),
      )
      .option("--dry-run", "do everything, then undo it")
      .option("--rejects <out.csv>", "list every rejected row with its line, column and reason")
      .option("--warnings <out.csv>", "list every row that was taken in with a warning")
      .action((file: string, flags: Flags) =>
        deps.run(async (ctx) => {
          const progress = showProgress(process.stderr);
          const { dryRun, rejects, warnings } = flags;
          const encoding = flags.encoding === "auto" ? undefined : flags.encoding;
          const options = { file, encoding, dryRun, rejects, warnings, onProgress: progress.update };
          const imported = await use(ctx, flags[into] ?? "", options).finally(progress.stop);
          if (!imported.ok) {
            for (const reason of imported.reasons) deps.err(`${file}: ${reason}`);
            deps.out("0 read, 0 kept, 0 rejected");
            return exit.badData;
          }
          return report(deps, imported.value, flags);
        }),
      );
  }
}

function report({ out, err }: CliDeps, imported: Imported, flags: Flags) {
  const { encoding, read, kept, changed, rejected, warnings, firstRejects, firstWarnings } = imported;
  list(err, firstRejects, rejected, "rejected", flags.rejects ?? "--rejects OUT.csv");
  list(err, firstWarnings, warnings, "taken in with a warning", flags.warnings ?? "--warnings OUT.csv");
  err(`read as ${encodingName(encoding)}`);
  out(
    `${changed} changed, ${warnings} with a warning${flags.dryRun ? "; a dry run, so nothing was written" : ""}`,
  );
  out(`${read} read, ${kept} kept, ${rejected} rejected`);
  return rejected > 0 ? exit.badData : exit.done;
}

function list(err: (line: string) => void, first: NotedRow[], total: number, what: string, where: string) {
  for (const { line, column, reason } of first)
    err(`line ${line}${column ? `, ${column}` : ""}: ${what}: ${reason}`);
  if (total > first.length) err(`and ${total - first.length} more ${what}: all in ${where}`);
}
