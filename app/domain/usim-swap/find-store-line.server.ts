import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import type { StoreDetails } from "#app/domain/stores/get-store.server.ts";
import type { Holder, Subscriber } from "#app/infra/db/generated/client.ts";
import { parseMsisdn } from "#app/shared/phone.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * The line of exactly this number, for somebody who stands in a store and came without a booking. Counted
 * against the member's quota and written down, also where there is none; once for a form and a number,
 * however often it is sent.
 */
export async function findStoreLine(
  ctx: Ctx,
  key: string,
  { number, store }: { number: string; store: StoreDetails },
): Promise<Result<Subscriber & { holder: Holder }, "unreadable" | "over-quota" | "no-line">> {
  const { id: actorId } = requireStaff(ctx.actor, "store");
  const msisdn = parseMsisdn(number);
  if (!msisdn) return refused("unreadable");
  const msisdnIndex = Buffer.from(ctx.vault.blindIndex("msisdn", msisdn));
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`find-store-line:${key}`}, 0))`;
    const line = await tx.subscriber.findFirst({
      where: {
        incidentId: store.incidentId,
        msisdnIndex,
        envelope: { not: null },
      },
      include: { holder: true },
      orderBy: [{ lineStatus: "asc" }, { id: "asc" }],
    });
    const action = "store.find-line" as const;
    const subject = line
      ? { type: "subscriber", id: String(line.id) }
      : { type: "store", id: String(store.id) };
    const detail = { form: key, number: msisdnIndex.toString("hex", 0, 8) };
    const stands = await tx.auditEvent.count({
      where: {
        actorType: "staff",
        actorId,
        action,
        detail: { equals: detail },
      },
    });
    if (stands === 0) {
      const allowed = await recordAccess(ctx, tx, { action, subject, detail });
      if (!allowed.ok) return allowed;
    }
    return line ? ok(line) : refused("no-line");
  });
}
