import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import { requireOwnStoreOf } from "#app/domain/stores/require-own-store.server.ts";
import {
  checkState,
  storeLine,
  type CheckState,
  type StoreLine,
} from "#app/domain/usim-swap/store-lines.server.ts";
import { VISIT_LETTER, visitEnd } from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { CardKind, SwapBookingState, SwapState } from "#app/infra/db/generated/enums.ts";
import { parseCaseCode } from "#app/shared/case-code.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before, hours } from "#app/shared/time.ts";

export type StoreVisit = {
  visitId: bigint;
  code: string;
  startsAt: Date;
  until: Date;
  walkIn: boolean;
  arrivedAt: Date | null;
  lines: VisitLine[];
};

export type VisitLine = StoreLine & {
  bookingId: bigint;
  card: CardKind;
  state: SwapBookingState;
  /** The last one. */
  check: CheckState | null;
  swap: { state: SwapState; completedAt: Date } | null;
};

/**
 * The visit of a code, as it is scanned, typed or read out, for staff of its store; another's is forbidden.
 * Its lines are masked. Counted against the member's quota and in the record of each line, once an hour.
 */
export async function findVisitByCode(
  ctx: Ctx,
  typed: string,
): Promise<Result<StoreVisit, "unreadable" | "unknown-code" | "over-quota">> {
  const code = parseCaseCode(VISIT_LETTER, typed);
  if (!code) return refused("unreadable");
  const visit = await ctx.db.swapVisit.findUnique({
    where: { code },
    include: {
      bookings: {
        // A purged line is nobody in particular any more.
        where: { subscriber: { envelope: { not: null } } },
        orderBy: { id: "asc" },
        include: {
          subscriber: { include: { holder: true } },
          idChecks: { orderBy: { id: "desc" }, take: 1 },
          swaps: { orderBy: { id: "desc" }, take: 1 },
        },
      },
    },
  });
  if (!visit) {
    requireStaff(ctx.actor, "store");
    return refused("unknown-code");
  }
  await requireOwnStoreOf(ctx, visit.storeId);
  const opened = await noteOpening(ctx, {
    visitId: visit.id,
    lines: visit.bookings.map(({ subscriberId }) => subscriberId),
  });
  if (!opened.ok) return opened;

  const lines = visit.bookings.map(async ({ idChecks: [check], swaps: [swap], ...booking }) => ({
    ...storeLine(ctx, booking.subscriber),
    bookingId: booking.id,
    card: booking.card,
    state: booking.state,
    check: check ? await checkState(ctx, check) : null,
    swap: swap ? { state: swap.state, completedAt: swap.completedAt } : null,
  }));
  return ok({
    visitId: visit.id,
    code,
    startsAt: visit.startsAt,
    until: visitEnd(visit),
    walkIn: visit.walkIn,
    arrivedAt: visit.arrivedAt,
    lines: await Promise.all(lines),
  });
}

/** One opening for all of a visit's lines, and one entry in the record of each. */
async function noteOpening(
  ctx: Ctx,
  { visitId, lines }: { visitId: bigint; lines: readonly bigint[] },
): Promise<Result<void, "over-quota">> {
  const { id: actorId } = requireStaff(ctx.actor, "store");
  const action = "store.open-visit" as const;
  const detail = { visitId: String(visitId) };
  return ctx.db.$transaction(async (tx) => {
    const lately = await tx.auditEvent.count({
      where: {
        actorType: "staff",
        actorId,
        action,
        detail: { equals: detail },
        at: { gt: before(ctx.now(), hours(1)) },
      },
    });
    if (lately > 0) return ok(undefined);
    const [first, ...others] = lines.map((id) => ({ type: "subscriber", id: String(id) }));
    if (!first) return ok(undefined);
    const allowed = await recordAccess(ctx, tx, { action, subject: first, detail });
    if (!allowed.ok) return allowed;
    for (const subject of others) await recordAudit(ctx, tx, { action: "store.see-line", subject, detail });
    return ok(undefined);
  });
}
