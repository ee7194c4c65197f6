import { randomBytes } from "node:crypto";
import type { Ctx, StaffActor } from "#app/domain/context.server.ts";
import { staffSessionIdle, staffSessionLifetime } from "#app/domain/staff/staff.rules.ts";
import type { StaffMember } from "#app/infra/db/generated/client.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { after } from "#app/shared/time.ts";

let count = 0;

/**
 * A member of staff who has signed in at least once: an agent, unless said otherwise; store staff belong to
 * ST-0001.
 */
export async function aStaffMember(
  ctx: Ctx,
  given: Partial<Pick<StaffMember, "subject" | "name" | "roles" | "storeRef" | "disabledAt">> = {},
): Promise<StaffMember> {
  count += 1;
  const roles = given.roles ?? ["agent"];
  return ctx.db.staffMember.create({
    data: {
      subject: `staff-${count}`,
      name: `Staff ${count}`,
      storeRef: roles.includes("store") ? "ST-0001" : null,
      firstSeenAt: ctx.now(),
      lastSignInAt: ctx.now(),
      ...given,
      roles,
    },
  });
}

/** What a use case is handed when this member acts, in their first role. */
export const staffActor = ({ id, roles, storeRef }: StaffMember): StaffActor => ({
  type: "staff",
  id: String(id),
  role: roles[0] ?? "agent",
  storeRef,
  address: "192.0.2.77",
});

/** Their live session, as the cookie that a browser sends. */
export async function aStaffSession(ctx: Ctx, member: { id: bigint }): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const now = ctx.now();
  await ctx.db.staffSession.create({
    data: {
      idHash: hashToken(secret),
      memberId: member.id,
      createdAt: now,
      idleUntil: after(now, staffSessionIdle),
      expiresAt: after(now, staffSessionLifetime),
    },
  });
  return `staff=${secret}`;
}
