import type { Ctx } from "#app/domain/context.server.ts";
import { launchCampaign } from "#app/domain/notices/launch-campaign.server.ts";
import { planCampaign } from "#app/domain/notices/plan-campaign.server.ts";
import { peopleToTry } from "#app/processes/demo/replay/people-to-try.ts";

/**
 * Plans the campaign of each finding that is announced by now and has none, and lets it go to the people to
 * try alone.
 */
export async function textPeopleToTry(ctx: Ctx): Promise<void> {
  const findings = await ctx.db.finding.findMany({
    where: { status: "published", announcedAt: { lte: ctx.now() }, campaign: null },
    orderBy: { announcedAt: "asc" },
  });
  for (const finding of findings) {
    const planned = await planCampaign(ctx, finding.key);
    if (!planned.ok) throw new Error(`campaign of ${finding.key}: ${planned.refusal}`);
    const recipients = await ctx.db.notice.findMany({
      where: {
        campaign: { findingId: finding.id },
        subscriber: { subscriberRef: { in: peopleToTry.map(({ subscriberRef }) => subscriberRef) } },
      },
      include: { subscriber: { select: { subscriberRef: true } } },
    });
    const pilot = recipients.map(({ subscriber }) => subscriber.subscriberRef);
    const launched = await launchCampaign(ctx, finding.key, { pilot });
    if (!launched.ok) throw new Error(`campaign of ${finding.key}: ${launched.refusal}`);
  }
}
