import type { Ctx } from "#app/domain/context.server.ts";

/** A text about a finding that the provider took at that moment. */
export async function aDeliveredText(
  ctx: Ctx,
  { findingId, line, at }: { findingId: number; line: { id: bigint }; at: Date },
): Promise<void> {
  const campaign = await ctx.db.campaign.upsert({
    where: { findingId },
    create: { findingId, status: "running", plannedAt: at, launchedAt: at },
    update: {},
  });
  const notice = await ctx.db.notice.create({
    data: { campaignId: campaign.id, subscriberId: line.id, kind: "first", language: "ko" },
  });
  await ctx.db.outboxMessage.create({
    data: { campaignId: campaign.id, noticeId: notice.id, state: "accepted", notBefore: at, settledAt: at },
  });
}
