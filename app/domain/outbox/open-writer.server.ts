import type { Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { getNoticeFacts } from "#app/domain/notices/get-notice-facts.server.ts";
import { renderLetterText, type LetterPlace } from "#app/domain/notices/letter-text.rules.ts";
import {
  renderNoticeText,
  type NoticeAccess,
  type NoticeFacts,
} from "#app/domain/notices/notice-text.rules.ts";
import type { LeasedMessage } from "#app/domain/outbox/lease-messages.server.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { linkToken } from "#app/infra/keys/link-key.server.ts";

/**
 * What writes the texts of these messages: each is the same word for word and link for link however often it
 * is written. What a campaign's texts have in common is read once for all of them; a letter's words come from
 * the incident's definition as it stood when it was written.
 */
export async function openWriter(
  ctx: Ctx,
  sender: Sender,
  messages: readonly LeasedMessage[],
): Promise<(message: LeasedMessage) => Promise<string>> {
  const campaigns = new Map<number, NoticeFacts>();
  for (const message of messages)
    if (message.writtenAt === null && !campaigns.has(message.campaignId))
      campaigns.set(message.campaignId, await getNoticeFacts(ctx.pool, message));

  return async (message) => {
    const { language, campaignId, incidentId } = message;
    const access = accessOf(sender, message);
    if (message.writtenAt === null) {
      const facts = campaigns.get(campaignId);
      if (!facts) throw new Error(`campaign ${campaignId} has no text`);
      return renderNoticeText(facts, { kind: message.kind, language, access });
    }
    const incident = await getIncident(ctx, incidentId, message.writtenAt);
    const forMinor = message.guardianMsisdnIndex !== null;
    const link = access.for === "nobody" ? null : access.link;
    return renderLetterText(incident, {
      kind: message.kind,
      language,
      forMinor,
      link,
      place: placeOf(message),
    });
  };
}

function accessOf(sender: Sender, { link, guardianMsisdnIndex }: LeasedMessage): NoticeAccess {
  if (!link) return { for: "nobody" };
  return {
    for: guardianMsisdnIndex ? "minor" : "holder",
    link: `${sender.publicUrl}/v/${linkToken(sender.linkKey, link)}`,
  };
}

const placeOf = ({ store, momentAt }: LeasedMessage): LetterPlace | null => store && { store, momentAt };
