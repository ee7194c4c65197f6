import type { Command } from "commander";
import { resealPersonalData } from "#app/domain/subscribers/reseal-personal-data.server.ts";
import { exit, type CliDeps } from "#app/processes/cli/frame.ts";

export function registerKeys(program: Command, { out, run }: CliDeps) {
  program
    .command("keys")
    .description("the key ring")
    .command("reseal")
    .description(
      "seal all personal data with the ring's current key; the older ones can be taken out after it",
    )
    .action(() =>
      run(async (ctx) => {
        const { resealed } = await resealPersonalData(ctx);
        out(`${resealed} resealed with key ${ctx.vault.currentKeyId}`);
        return exit.done;
      }),
    );
}
