import { z } from "zod";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { StaffRole } from "#app/infra/db/generated/enums.ts";

export type OwnRecordEntry = {
  at: Date;
  /** A member of staff by role and number, never by name; "own" is a session of the line itself, "system" is us. */
  by: { role: StaffRole; number: string } | "own" | "system";
  action: string;
  /** Of an unmasked value, which one; of a sign-in, its level. */
  field: string | null;
  /** Of what was refused, which act it would have been. */
  act: string | null;
  level: string | null;
  /** Of a report, a claim, an application, or a case of the claims desk. */
  caseNumber: string | null;
  /** In the words of whoever did it. */
  reason: string | null;
};

const PAGE = 50;

const detailSchema = z.object({
  field: z.string().nullish(),
  act: z.string().nullish(),
  level: z.string().nullish(),
  case: z.string().nullish(),
  claim: z.string().nullish(),
  caseNumber: z.string().nullish(),
});

const roleSchema = z.enum(["agent", "store", "reviewer", "operator", "auditor"]);

/**
 * Who looked at or changed what is kept of a line, and who came in with its link or its holder's identity:
 * newest first, fifty a page.
 */
export async function listOwnRecord(
  ctx: Ctx,
  subscriberId: bigint,
  page = 1,
): Promise<{ entries: OwnRecordEntry[]; older: boolean }> {
  await requireLineAccess(ctx, subscriberId);
  const rows = await ctx.db.auditEvent.findMany({
    where: { subjectType: "subscriber", subjectId: String(subscriberId) },
    orderBy: { id: "desc" },
    skip: (page - 1) * PAGE,
    take: PAGE + 1,
  });
  const entries = rows.slice(0, PAGE).map(({ at, actorType, actorId, actorRole, action, detail, reason }) => {
    const { field, act, level, case: report, claim, caseNumber } = detailSchema.parse(detail);
    return {
      at,
      action,
      // What was found out about a row of somebody's list may name payments, which are for L2 alone.
      reason: action === "case.close" ? null : reason,
      by: whoIs({ actorType, actorId, actorRole }),
      field: field ?? null,
      act: act ?? null,
      level: level ?? null,
      caseNumber: report ?? claim ?? caseNumber ?? null,
    };
  });
  return { entries, older: rows.length > PAGE };
}

/**
 * A sign-in is written down before there is a session, so as by the public; nobody else of the public comes
 * to a line's record.
 */
function whoIs(event: {
  actorType: string;
  actorId: string | null;
  actorRole: string | null;
}): OwnRecordEntry["by"] {
  if (event.actorType === "staff")
    return { role: roleSchema.parse(event.actorRole), number: event.actorId ?? "" };
  return event.actorType === "subscriber" || event.actorType === "public" ? "own" : "system";
}
