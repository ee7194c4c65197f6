import Cursor from "pg-cursor";
import {
  entryColumns,
  entrySource,
  inAccessRecord,
  monthSpan,
} from "#app/domain/audit/access-record.rules.ts";
import type { AccessEntry } from "#app/domain/audit/get-access-record.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { csvLine } from "#app/shared/csv.ts";
import { kstIso } from "#app/shared/time.ts";

const PAGE = 1_000;

/**
 * The access record of a month as CSV, line by line, oldest first, for auditors; audited. No cell can run as
 * a formula (shared/csv.ts).
 */
export async function* exportAccessRecord(ctx: Ctx, month: string): AsyncGenerator<string, void, void> {
  requireStaff(ctx.actor, "auditor");
  const span = monthSpan(month);
  if (!span) throw new NotFound("no such month");
  await recordAudit(ctx, ctx.db, { action: "access-record.export", subject: { type: "month", id: month } });
  // Spreadsheets take Korean for something else without the mark in front.
  yield (
    "\ufeff" +
    csvLine("id", "at", "who", "role", "address", "action", "subject_type", "subject", "reason", "detail")
  );

  const client = await ctx.pool.connect();
  const cursor = client.query(
    new Cursor<AccessEntry>(
      `select ${entryColumns} from ${entrySource} where ${inAccessRecord} and event.at >= $1 and event.at < $2 order by event.id`,
      [span.from, span.to],
    ),
  );
  try {
    for (let page = await cursor.read(PAGE); page.length > 0; page = await cursor.read(PAGE))
      yield page
        .map(({ id, at, who, role, address, action, subjectType, subject, reason, detail }) =>
          csvLine(id, kstIso(at), who, role, address, action, subjectType, subject, reason, detail),
        )
        .join("");
  } finally {
    await cursor.close();
    client.release();
  }
}
