import type { Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { CheckMessage } from "#app/domain/notices/check-message.schema.ts";
import { getNoticeFacts } from "#app/domain/notices/get-notice-facts.server.ts";
import {
  LINK_PLACE,
  readMessage,
  readSentText,
  type SentText,
} from "#app/domain/notices/message-words.rules.ts";
import { listNoticeTexts } from "#app/domain/notices/notice-text.rules.ts";
import { readSender } from "#app/domain/notices/sender.rules.ts";
import type { Database } from "#app/infra/db/database.server.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/** Why a message isn't ours; `none-sent`: nothing has been sent yet, so nothing can be. */
export type NotOursReason = "other-link" | "other-sender" | "changed-words" | "unknown" | "none-sent";

export type MessageVerdict =
  | { verdict: "ours"; hasLink: boolean }
  | { verdict: "our-link-other-words" }
  | { verdict: "not-ours"; reason: NotOursReason };

/**
 * Tells whether a pasted message is one that we sent: the whole of its words, its link, and its sender if that is given. Words and link are
 * judged apart: any link that was ever issued goes with any words that were ever sent. Were they held against each other, whoever has
 * a stolen link could try words until they fit, and learn whether its owner is a minor, was told before, or reads Vietnamese. Whether the
 * link still works isn't told either. Refuses what is too little to judge, a code or a link alone among it. Writes nothing.
 */
export async function checkMessage(
  ctx: Ctx,
  { text, sender, publicUrl }: CheckMessage & { publicUrl: string },
): Promise<Result<MessageVerdict, "not-whole">> {
  const sentTexts = await listSentTexts(ctx);
  const reading = readMessage(text, sentTexts, publicUrl);
  switch (reading.words) {
    case "not-whole":
      return refused("not-whole");
    case "sent": {
      const { link, sent } = reading;
      if (link === "other" || (link !== "none" && !(await isIssued(ctx, link.token))))
        return notOurs("other-link");
      if (sender && !(await maySend(ctx, sent.incidentId, sender))) return notOurs("other-sender");
      return ok({ verdict: "ours", hasLink: link !== "none" });
    }
    case "changed":
    case "unknown":
      if (reading.token && (await isIssued(ctx, reading.token)))
        return ok({ verdict: "our-link-other-words" });
      if (sentTexts.length === 0) return notOurs("none-sent");
      return notOurs(reading.words === "changed" ? "changed-words" : "unknown");
  }
}

const notOurs = (reason: NotOursReason) => ok({ verdict: "not-ours" as const, reason });

async function isIssued(ctx: Ctx, token: string): Promise<boolean> {
  return (await ctx.db.link.count({ where: { tokenHash: hashToken(token) } })) > 0;
}

/** As the incident stands now, not as it stood when the text was planned: a number that was left out of it can be added. */
async function maySend(ctx: Ctx, incidentId: string, sender: string): Promise<boolean> {
  const { senders } = await getIncident(ctx, incidentId);
  return senders.length === 0 || senders.some((own) => readSender(own) === sender);
}

type SentBy = SentText & { incidentId: string };

/** What a launched campaign says never changes, and folding it takes longer than all else here, so it is done once a process. */
const launched = new WeakMap<Database, Map<number, SentBy[]>>();

/** Every text that may have been sent: none of a campaign that is only planned. */
async function listSentTexts(ctx: Ctx): Promise<SentBy[]> {
  const known = launched.get(ctx.db) ?? new Map<number, SentBy[]>();
  launched.set(ctx.db, known);
  const campaigns = await ctx.db.campaign.findMany({
    where: { launchedAt: { not: null } },
    select: { id: true, findingId: true, plannedAt: true, finding: { select: { incidentId: true } } },
  });
  const texts: SentBy[] = [];
  for (const campaign of campaigns) {
    const read = known.get(campaign.id) ?? (await readTexts(ctx, campaign));
    known.set(campaign.id, read);
    texts.push(...read);
  }
  return texts;
}

async function readTexts(
  ctx: Ctx,
  { finding, ...campaign }: { findingId: number; plannedAt: Date; finding: { incidentId: string } },
): Promise<SentBy[]> {
  const facts = await getNoticeFacts(ctx.pool, campaign);
  return listNoticeTexts(facts, LINK_PLACE).map((text) => ({
    ...readSentText(text),
    incidentId: finding.incidentId,
  }));
}
