import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { subscriberOwner } from "#app/domain/subscribers/personal-data.ts";

const BATCH = 500;

/**
 * Seals again, with the ring's current key, every envelope that an older key of it sealed, so that the old key can then be taken out.
 * A row that changes meanwhile is left to the next batch. Audited.
 */
export async function resealPersonalData(ctx: Ctx): Promise<{ resealed: number }> {
  let resealed = 0;
  for (;;) {
    const rows = await ctx.db.subscriber.findMany({
      where: { keyId: { not: ctx.vault.currentKeyId } },
      orderBy: { id: "asc" },
      take: BATCH,
    });
    if (rows.length === 0) break;
    for (const row of rows) {
      const sealed = ctx.vault.seal(
        subscriberOwner(row.incidentId, row.subscriberRef),
        openPersonalData(ctx, row),
      );
      const { count } = await ctx.db.subscriber.updateMany({
        where: { id: row.id, envelope: row.envelope },
        data: sealed,
      });
      resealed += count;
    }
  }
  await recordAudit(ctx, ctx.db, {
    action: "keys.reseal",
    subject: { type: "key", id: ctx.vault.currentKeyId },
    detail: { resealed },
  });
  return { resealed };
}
