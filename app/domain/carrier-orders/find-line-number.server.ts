import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type LineNumberRefusal = "owner-changed" | "line-not-active" | "carrier-silent" | "purged";

/**
 * A line's own number, once the carrier confirms that it is still in the same hands. Asked before each order
 * and each reading of what the carrier has: a number may have been given to somebody new, whose line is
 * nobody else's to see or to change.
 */
export async function findLineNumber(
  ctx: Ctx,
  subscriberId: bigint,
): Promise<Result<{ msisdn: string }, LineNumberRefusal>> {
  const line = await ctx.db.subscriber.findUniqueOrThrow({
    where: { id: subscriberId },
    include: { holder: true },
  });
  if (!line.envelope) return refused("purged");
  const { msisdn } = openPersonalData(ctx, line);
  const now = await ctx.carrier.findLineOwner(msisdn).catch(() => "silent" as const);
  if (now === "silent") return refused("carrier-silent");
  if (now?.status !== "active") return refused("line-not-active");
  return now.holderRef === line.holder.holderRef ? ok({ msisdn }) : refused("owner-changed");
}

/** The last four digits, by which a holder of several lines knows which one a page is about. */
export async function findEnding(ctx: Ctx, subscriberId: bigint): Promise<string> {
  const line = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  return openPersonalData(ctx, line).msisdn.slice(-4);
}
