import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { launchCampaign } from "#app/domain/notices/launch-campaign.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import type { DemoControls, DemoMessage, DemoPerson } from "#app/http/load-context.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { moveClock } from "#app/processes/clock.ts";
import { peopleToTry } from "#app/processes/demo/replay/people-to-try.ts";
import { staffToTry } from "#app/processes/demo/staff-to-try.ts";
import { textPeopleToTry } from "#app/processes/demo/text-people-to-try.ts";
import type { DemoCtx } from "#app/processes/web/start-web.ts";

const inboxSchema = z.array(
  z.object({
    id: z.string(),
    channel: z.enum(["sms", "mail"]),
    to: z.string(),
    body: z.string(),
    subject: z.string().optional(),
    html: z.string().optional(),
    at: z.string(),
  }),
);

type Places = { clockFile: string; inboxUrl: string; publicUrl: string };

/** What the /demo pages can do, beside what the site itself does. */
export function demoControls(webCtx: DemoCtx, { clockFile, inboxUrl, publicUrl }: Places): DemoControls {
  const demoCtx = (): Ctx => ({ ...webCtx, actor: { type: "system", id: "demo" }, requestId: randomUUID() });

  const listMessages = async (to?: string): Promise<DemoMessage[]> => {
    const url = new URL("/inbox/messages", inboxUrl);
    url.searchParams.set("limit", "1000");
    if (to) url.searchParams.set("to", to);
    const messages = inboxSchema.parse(await (await fetch(url)).json());
    return messages.map((message) => ({ ...message, links: linksIn(message.body, publicUrl) }));
  };

  return {
    staff: staffToTry,
    listMessages,
    listPeople: async () => {
      const ctx = demoCtx();
      return Promise.all(
        peopleToTry.map(async ({ subscriberRef, ...person }) => ({
          ...person,
          ...(await findWaysIn(ctx, subscriberRef, listMessages, inboxUrl)),
        })),
      );
    },
    moveClock: async (to) => {
      if (!moveClock(clockFile, to)) return false;
      await textPeopleToTry(demoCtx());
      return true;
    },
    listCampaigns: async () => {
      const held = await webCtx.pool.query<{ finding: string; waiting: number }>(
        `select findings.key as finding, count(*)::int as waiting from outbox
           join campaigns on campaigns.id = outbox.campaign_id join findings on findings.id = finding_id
         where state = 'held' and channel = 'sms' and announced_at <= $1 group by findings.key, announced_at order by announced_at`,
        [webCtx.now()],
      );
      return held.rows;
    },
    launchCampaigns: async () => {
      const ctx = demoCtx();
      const findings = await ctx.db.finding.findMany({
        where: { status: "published", announcedAt: { lte: ctx.now() }, campaign: { status: "pilot" } },
        orderBy: { announcedAt: "asc" },
      });
      for (const { key } of findings) await launchCampaign(ctx, key);
    },
  };
}

/**
 * Where a line's messages go, and its newest texted link; a minor's stands among the guardian's own, so it is
 * known by its hash.
 */
async function findWaysIn(
  ctx: Ctx,
  subscriberRef: string,
  listMessages: (to: string) => Promise<DemoMessage[]>,
  carrierUrl: string,
): Promise<Pick<DemoPerson, "textsTo" | "mailsTo" | "link" | "carrierApp">> {
  const line = await ctx.db.subscriber.findFirstOrThrow({
    where: { subscriberRef },
    include: { links: true, holder: true },
  });
  const { msisdn, guardianMsisdn, email } = openPersonalData(ctx, line);
  const textsTo = guardianMsisdn ?? msisdn;
  const own = new Set(line.links.map(({ tokenHash }) => tokenHash && Buffer.from(tokenHash).toString("hex")));
  const links = (await listMessages(textsTo)).flatMap((message) => message.links);
  const link = links.find((url) =>
    own.has(Buffer.from(hashToken(url.split("/").at(-1) ?? "")).toString("hex")),
  );
  const carrierApp = `${carrierUrl}/app?holder=${encodeURIComponent(line.holder.holderRef)}`;
  return { textsTo, mailsTo: guardianMsisdn ? null : email, link: link ?? null, carrierApp };
}

const linksIn = (body: string, publicUrl: string) =>
  (body.match(/https?:\/\/\S+/g) ?? []).filter((link) => link.startsWith(`${publicUrl}/v/`));
