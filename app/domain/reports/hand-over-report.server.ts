import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { addEntry } from "#app/domain/reports/add-entry.server.ts";
import { lockOwnedReport, type OwnedRefusal } from "#app/domain/reports/lock-owned-report.server.ts";
import { reportSubject } from "#app/domain/reports/report-subject.ts";
import { LONGEST_STORY } from "#app/domain/reports/report.schema.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type HandOverRefusal = OwnedRefusal | "empty" | "too-long" | "no-such-agent";

/**
 * Makes another agent the owner of a report, with a note of why. Its time to be answered stays what it was.
 * Audited.
 */
export async function handOverReport(
  ctx: Ctx,
  { caseNumber, to, note }: { caseNumber: string; to: bigint; note: string },
): Promise<Result<void, HandOverRefusal>> {
  return ctx.db.$transaction(async (tx) => {
    const owned = await lockOwnedReport(ctx, tx, caseNumber);
    if (!owned.ok) return owned;
    if (note.trim() === "") return refused("empty");
    if (note.trim().length > LONGEST_STORY) return refused("too-long");
    const report = owned.value;
    const agent = await tx.staffMember.findFirst({
      where: { id: to, disabledAt: null, roles: { has: "agent" } },
    });
    if (!agent || agent.id === report.ownerId) return refused("no-such-agent");

    await addEntry(ctx, tx, report, { kind: "note", text: note });
    await tx.report.update({ where: { id: report.id }, data: { ownerId: agent.id } });
    await recordAudit(ctx, tx, {
      action: "report.hand-over",
      subject: reportSubject(report),
      detail: { case: caseNumber, to: String(agent.id) },
    });
    return ok(undefined);
  });
}
