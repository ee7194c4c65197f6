import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { unknownSubscriber } from "#app/domain/exposure/draft-checks.ts";
import { openDraft, type Draft } from "#app/domain/exposure/open-draft.server.ts";
import { categoriesOf, ref } from "#app/domain/imports/cells.ts";
import { importFile, type ImportOptions, type ImportResult } from "#app/domain/imports/import-file.server.ts";
import { GOOD, repeats, type ImportKind } from "#app/domain/imports/import-kind.ts";

/**
 * Fills a draft of an incident without cells: whose data was in it, and which. A person's row replaces what
 * the draft held of them.
 */
export const importPeople = (ctx: Ctx, findingKey: string, options: ImportOptions): Promise<ImportResult> =>
  importFile(ctx, options, (client) => openDraft(ctx, client, findingKey, peopleKind));

const peopleKind = (draft: Draft) => {
  const row = z.object({ subscriber_ref: ref, categories: categoriesOf(draft.definition.categories) });
  return {
    name: "people",
    row,
    prose: [],
    staging: { subscriber_ref: "text", categories: "text[]" },
    stage: ({ subscriber_ref, categories }) => [subscriber_ref, `{${categories.join(",")}}`],
    checks: [unknownSubscriber(draft), repeats("subscriber_ref", "the subscriber_ref", ["subscriber_ref"])],
    warnings: [],
    prepare: [],
    write: [
      `insert into people (subscriber_id, finding_id, categories)
       select subscriber.id, ${draft.findingId}, staged.categories from staged ${draft.joinSubscriber}
       where ${GOOD} and line between $1 and $2
       on conflict (subscriber_id, finding_id) do update set categories = excluded.categories
       where people.categories <> excluded.categories`,
    ],
  } satisfies ImportKind<typeof row>;
};
