import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { addEntry } from "#app/domain/reports/add-entry.server.ts";
import { lockOwnedReport, type OwnedRefusal } from "#app/domain/reports/lock-owned-report.server.ts";
import { reportSubject } from "#app/domain/reports/report-subject.ts";
import { LONGEST_STORY } from "#app/domain/reports/report.schema.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type NoteRefusal = OwnedRefusal | "empty" | "too-long";

/**
 * Adds what its owner writes to a report: a note for colleagues, or an answer for the person who reported,
 * which makes it answered; who has a line is told of an answer by a letter. The same words sent twice in a
 * row stand there once. Audited.
 */
export async function noteReport(
  ctx: Ctx,
  { caseNumber, kind, text }: { caseNumber: string; kind: "note" | "answer"; text: string },
): Promise<Result<void, NoteRefusal>> {
  return ctx.db.$transaction(async (tx) => {
    const owned = await lockOwnedReport(ctx, tx, caseNumber);
    if (!owned.ok) return owned;
    if (text.trim() === "") return refused("empty");
    if (text.trim().length > LONGEST_STORY) return refused("too-long");

    const report = owned.value;
    if (!(await addEntry(ctx, tx, report, { kind, text }))) return ok(undefined);
    if (kind === "answer") {
      await tx.report.update({ where: { id: report.id }, data: { state: "answered" } });
      if (report.subscriberId)
        await writeLetter(ctx, tx, { subscriberId: report.subscriberId, kind: "answered" });
    }
    await recordAudit(ctx, tx, {
      action: `report.${kind}`,
      subject: reportSubject(report),
      detail: { case: caseNumber },
    });
    return ok(undefined);
  });
}
