import {
  renderNoticeText,
  type NoticeAccess,
  type NoticeFacts,
} from "#app/domain/notices/notice-text.rules.ts";
import type { LeasedMessage } from "#app/domain/outbox/lease-messages.server.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { linkToken } from "#app/infra/keys/link-key.server.ts";

/** The text of a message, the same word for word and link for link however often it is written. */
export function writeMessage(sender: Sender, facts: NoticeFacts, message: LeasedMessage): string {
  return renderNoticeText(facts, { ...message, access: accessOf(sender, message) });
}

function accessOf(sender: Sender, { link, guardianMsisdnIndex }: LeasedMessage): NoticeAccess {
  if (!link) return { for: "nobody" };
  return {
    for: guardianMsisdnIndex ? "minor" : "holder",
    link: `${sender.publicUrl}/v/${linkToken(sender.linkKey, link)}`,
  };
}
