import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { unknownSubscriber } from "#app/domain/exposure/draft-checks.ts";
import { openDraft, type Draft } from "#app/domain/exposure/open-draft.server.ts";
import { freeText, ref } from "#app/domain/imports/cells.ts";
import { importFile, type ImportOptions, type ImportResult } from "#app/domain/imports/import-file.server.ts";
import { GOOD, repeats, type ImportKind } from "#app/domain/imports/import-kind.ts";

/** Fills a draft with the people who were wrongly counted, and why. */
export const importClearances = (
  ctx: Ctx,
  findingKey: string,
  options: ImportOptions,
): Promise<ImportResult> =>
  importFile(ctx, options, (client) => openDraft(ctx, client, findingKey, clearancesKind));

const clearancesKind = (draft: Draft) => {
  const row = z.object({ subscriber_ref: ref, reason: freeText });
  return {
    name: "clearances",
    row,
    prose: ["reason"],
    staging: { subscriber_ref: "text", reason: "text" },
    stage: ({ subscriber_ref, reason }) => [subscriber_ref, reason],
    checks: [unknownSubscriber(draft), repeats("subscriber_ref", "the subscriber_ref", ["subscriber_ref"])],
    warnings: [],
    prepare: [],
    write: [
      `insert into clearances (subscriber_id, finding_id, reason)
       select subscriber.id, ${draft.findingId}, staged.reason from staged ${draft.joinSubscriber}
       where ${GOOD} and line between $1 and $2
       on conflict (subscriber_id, finding_id) do update set reason = excluded.reason
       where clearances.reason <> excluded.reason`,
    ],
  } satisfies ImportKind<typeof row>;
};
