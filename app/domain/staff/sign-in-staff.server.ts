import { randomBytes } from "node:crypto";
import { z } from "zod";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { staffSessionIdle, staffSessionLifetime, usedSecondFactor } from "#app/domain/staff/staff.rules.ts";
import { StaffRole } from "#app/infra/db/generated/enums.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { after } from "#app/shared/time.ts";

export type StaffRefusal = "no-second-factor" | "not-staff" | "disabled" | "provider-failed";

const roleSchema = z.enum(StaffRole);

const claimsSchema = z.object({
  sub: z.string().min(1),
  name: z.string().min(1).max(100),
  roles: z.array(z.string()).default([]),
  store_ref: z.string().min(1).nullish(),
  /** Who they are as a customer, where the provider says. */
  holder_ref: z.string().min(1).nullish(),
  amr: z.array(z.string()).default([]),
  acr: z.string().optional(),
});

/**
 * Lets in a member of staff, with name, roles, store, and who they are as a customer, as the provider says
 * now. Refused without a second factor, without a role of ours (store staff without a store have none), and
 * to a member whom an operator disabled. The session before, if any, ends. Audited, refusals too.
 */
export async function signInStaff(
  ctx: Ctx,
  asked: { claims: Record<string, unknown>; from: string | null; address: string },
): Promise<Result<{ sessionSecret: string; roles: StaffRole[] }, StaffRefusal>> {
  const parsed = claimsSchema.safeParse(asked.claims);
  if (!parsed.success) return refused("provider-failed");
  const {
    sub: subject,
    name,
    store_ref: storeRef = null,
    holder_ref: holderRef = null,
    ...claims
  } = parsed.data;
  const roles = claims.roles.flatMap((role) => {
    const known = roleSchema.safeParse(role);
    return known.success && (known.data !== "store" || storeRef !== null) ? [known.data] : [];
  });
  const known = await ctx.db.staffMember.findUnique({ where: { subject } });
  const refusal = refusalOf({ secondFactor: usedSecondFactor({ ...claims, acr: claims.acr }), roles, known });
  if (refusal) {
    // What they may no longer do, no session from before may either.
    if (refusal === "not-staff" && known)
      await ctx.db.staffSession.deleteMany({ where: { memberId: known.id } });
    await recordAudit(ctx, ctx.db, {
      action: "staff.signin-refused",
      subject: { type: "staff", id: known ? String(known.id) : subject },
      detail: { refusal, address: asked.address },
    });
    return refused(refusal);
  }

  const now = ctx.now();
  const secret = randomBytes(32).toString("base64url");
  await ctx.db.$transaction(async (tx) => {
    if (asked.from) await tx.staffSession.deleteMany({ where: { idHash: hashToken(asked.from) } });
    const member = await tx.staffMember.upsert({
      where: { subject },
      create: { subject, name, roles, storeRef, holderRef, firstSeenAt: now, lastSignInAt: now },
      update: { name, roles, storeRef, holderRef, lastSignInAt: now },
    });
    await tx.staffSession.create({
      data: {
        idHash: hashToken(secret),
        memberId: member.id,
        createdAt: now,
        idleUntil: after(now, staffSessionIdle),
        expiresAt: after(now, staffSessionLifetime),
      },
    });
    const id = String(member.id);
    const actor = { type: "staff" as const, id, role: roles[0] ?? "agent", storeRef, address: asked.address };
    await recordAudit({ ...ctx, actor }, tx, {
      action: "staff.signin",
      subject: { type: "staff", id },
      detail: { roles },
    });
  });
  return ok({ sessionSecret: secret, roles });
}

function refusalOf({
  secondFactor,
  roles,
  known,
}: {
  secondFactor: boolean;
  roles: readonly StaffRole[];
  known: { disabledAt: Date | null } | null;
}): StaffRefusal | null {
  if (!secondFactor) return "no-second-factor";
  if (roles.length === 0) return "not-staff";
  return known?.disabledAt ? "disabled" : null;
}
