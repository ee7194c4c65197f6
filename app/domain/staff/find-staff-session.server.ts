import type { Ctx } from "#app/domain/context.server.ts";
import { staffSessionIdle } from "#app/domain/staff/staff.rules.ts";
import type { StaffRole } from "#app/infra/db/generated/enums.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { after } from "#app/shared/time.ts";

/** Who is signed in, as they stand now. */
export type SignedInStaff = { memberId: bigint; name: string; roles: StaffRole[]; storeRef: string | null };

/**
 * The member behind a cookie, the idle time begun anew; null without a live session, or once the member has
 * been disabled.
 */
export async function findStaffSession(ctx: Ctx, secret: string): Promise<SignedInStaff | null> {
  const now = ctx.now();
  const session = await ctx.db.staffSession.findUnique({
    where: { idHash: hashToken(secret), idleUntil: { gt: now } },
    include: { member: true },
  });
  if (!session || session.member.disabledAt) return null;
  const idleUntil = new Date(Math.min(after(now, staffSessionIdle).getTime(), session.expiresAt.getTime()));
  await ctx.db.staffSession.updateMany({ where: { id: session.id }, data: { idleUntil } });
  const { id, name, roles, storeRef } = session.member;
  return { memberId: id, name, roles, storeRef };
}
