import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { unknownCell, unknownSubscriber } from "#app/domain/exposure/draft-checks.ts";
import { openDraft, type Draft } from "#app/domain/exposure/open-draft.server.ts";
import { categoriesOf, pastInstant, ref } from "#app/domain/imports/cells.ts";
import { importFile, type ImportOptions, type ImportResult } from "#app/domain/imports/import-file.server.ts";
import { GOOD, repeats, type ImportKind } from "#app/domain/imports/import-kind.ts";

/**
 * Fills a draft with receptions of lines by rogue cells; a row for an event that it holds already replaces
 * what that one exposed.
 */
export const importSignals = (ctx: Ctx, findingKey: string, options: ImportOptions): Promise<ImportResult> =>
  importFile(ctx, options, (client) =>
    openDraft(ctx, client, findingKey, (draft) => signalsKind(draft, ctx.now())),
  );

const signalsKind = (draft: Draft, now: Date) => {
  const row = z.object({
    subscriber_ref: ref,
    cell_id: ref,
    at: pastInstant(now),
    exposed: categoriesOf(draft.definition.categories),
  });
  return {
    name: "signals",
    row,
    prose: [],
    staging: { subscriber_ref: "text", cell_id: "text", at: "timestamptz(3)", exposed: "text[]" },
    stage: ({ subscriber_ref, cell_id, at, exposed }) => [
      subscriber_ref,
      cell_id,
      at.toISOString(),
      `{${exposed.join(",")}}`,
    ],
    checks: [
      unknownSubscriber(draft),
      unknownCell(draft),
      repeats("subscriber_ref", "the subscriber_ref, cell_id and at", ["subscriber_ref", "cell_id", "at"]),
    ],
    warnings: [
      {
        column: "exposed",
        lines: `select line from staged ${draft.joinSubscriber}
          where ${GOOD} and network = '5G' and 'IMSI' = any(exposed)`,
        reason: "the IMSI of a 5G line: possible where the phone fell back to LTE, so it was taken in",
      },
    ],
    prepare: [],
    write: [
      // In the order of the key: a file comes in the order of time, and would touch the whole index at random.
      `insert into signals (subscriber_id, finding_id, cell_id, at, exposed)
       select subscriber.id, ${draft.findingId}, cell.cell_id, staged.at, staged.exposed
       from staged ${draft.joinSubscriber} join ${draft.cell} on eci = staged.cell_id
       where ${GOOD} and line between $1 and $2 order by subscriber.id
       on conflict (subscriber_id, finding_id, cell_id, at) do update set exposed = excluded.exposed
       where signals.exposed <> excluded.exposed`,
    ],
  } satisfies ImportKind<typeof row>;
};
