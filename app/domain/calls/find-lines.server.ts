import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { mostFound } from "#app/domain/calls/call.rules.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import { ticketFor } from "#app/domain/calls/line-ticket.server.ts";
import { maskLine, type MaskedLine } from "#app/domain/calls/mask-line.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { parseCaseNumber } from "#app/domain/reports/report.rules.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import { personKey } from "#app/domain/subscribers/person-key.ts";
import { parseBirthDate } from "#app/domain/verification/verification.rules.ts";
import type { Prisma } from "#app/infra/db/generated/client.ts";
import { parseMsisdn } from "#app/shared/phone.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type LineSearch =
  | { by: "number"; number: string }
  | { by: "person"; name: string; birthDate: string }
  | { by: "case"; caseNumber: string };

export type FoundLine = MaskedLine & { ticket: string };

/**
 * The lines that what a caller says names exactly: a number (the line's own, or a minor's guardian's), name
 * and birth date together, or a case number. Masked, at most ten, and nothing of an exposure, payment,
 * booking, link or report in them. Counted against the member's quota and written down: by what was searched
 * and how many were found, never what; and in the record of each line that is shown.
 */
export async function findLines(
  ctx: Ctx,
  { callId, search }: { callId: bigint; search: LineSearch },
): Promise<Result<FoundLine[], "over-quota" | "unreadable">> {
  return ctx.db.$transaction(async (tx) => {
    const call = await lockOwnCall(ctx, tx, callId);
    const where = whereOf(ctx, search);
    if (!where) return refused("unreadable");
    const lines = await tx.subscriber.findMany({
      where: { ...where, incidentId: call.incidentId, envelope: { not: null } },
      include: { holder: true },
      orderBy: [{ lineStatus: "asc" }, { id: "asc" }],
      take: mostFound,
    });
    const allowed = await recordAccess(ctx, tx, {
      action: "call.search",
      subject: { type: "call", id: String(callId) },
      detail: { by: search.by, found: lines.length },
    });
    if (!allowed.ok) return allowed;
    for (const { id } of lines)
      await recordAudit(ctx, tx, {
        action: "line.found",
        subject: { type: "subscriber", id: String(id) },
        detail: { callId: String(callId) },
      });
    return ok(lines.map((line) => ({ ...maskLine(ctx, line), ticket: ticketFor(ctx, callId, line.id) })));
  });
}

function whereOf({ vault }: Ctx, search: LineSearch): Prisma.SubscriberWhereInput | null {
  switch (search.by) {
    case "number": {
      const msisdn = parseMsisdn(search.number);
      if (!msisdn) return null;
      const index = vault.blindIndex("msisdn", msisdn);
      return { OR: [{ msisdnIndex: index }, { guardianMsisdnIndex: index }] };
    }
    case "person": {
      const birthDate = parseBirthDate(search.birthDate);
      // Six digits would be two people a century apart.
      if (birthDate?.length !== 8 || !search.name.trim()) return null;
      return { personIndex: vault.blindIndex("person", personKey(search.name, birthDate)) };
    }
    case "case": {
      const caseNumber = parseCaseNumber(search.caseNumber);
      return caseNumber ? { reports: { some: { caseNumber } } } : null;
    }
  }
}
