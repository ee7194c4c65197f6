import type { Draft } from "#app/domain/exposure/open-draft.server.ts";
import { GOOD, type Check } from "#app/domain/imports/import-kind.ts";

/** The line has to be among the incident's subscribers. */
export const unknownSubscriber = ({ incident }: Draft): Check => ({
  column: "subscriber_ref",
  lines: `select line from staged where ${GOOD} and not exists (select from subscribers
    where incident_id = ${incident} and subscribers.subscriber_ref = staged.subscriber_ref)`,
  reason: "is none of the incident's subscribers",
});

/** The cell has to be one of those that the finding knows. */
export const unknownCell = ({ cell }: Draft): Check => ({
  column: "cell_id",
  lines: `select line from staged where ${GOOD} and cell_id is not null and not exists (select from ${cell} where eci = staged.cell_id)`,
  reason: "is none of the finding's rogue cells",
});
