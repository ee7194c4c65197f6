import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { placeOf, type LetterKind } from "#app/domain/notices/letter-text.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Channel } from "#app/infra/db/generated/enums.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before, hours } from "#app/shared/time.ts";

export type LetterRefusal = "no-link" | "too-many";

export type LetterToWrite = {
  subscriberId: bigint;
  kind: LetterKind;
  /** Of the letters about a visit, and of those alone: which store, and when, or until when. */
  storeId?: number;
  momentAt?: Date;
};

/** Links that a line is sent in 24 hours at the most: neither an agent nor a prankster may flood a phone. */
const LINKS_A_DAY = 3;

/**
 * Tells one line of what just happened to it, by text, and by e-mail too where there is an address; due at
 * once. It goes through the transaction of what it tells, which writes the audit. A letter about the link
 * brings a new one, and is refused to who can have none (companies, lines without a birth date: "no-link")
 * and after three in 24 hours ("too-many"); other letters are never refused: the one about a completed swap
 * brings a new link too, where there can be one. A letter about a visit names the store and the moment.
 */
export async function writeLetter(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, kind, storeId, momentAt }: LetterToWrite,
): Promise<Result<{ noticeId: bigint }, LetterRefusal>> {
  const place = placeOf(kind);
  if (
    (place !== "none") !== (storeId !== undefined) ||
    (place === "store and moment") !== (momentAt !== undefined)
  )
    throw new Error(`a letter ${kind} says ${place}`);
  const line = await tx.subscriber.findUnique({ where: { id: subscriberId }, include: { holder: true } });
  if (!line) throw new NotFound("no such line");

  const canHaveLink = line.hasBirthDate && line.envelope !== null && line.holder.holderType === "person";
  let linkId: string | null = null;
  if (kind === "swapped" && canHaveLink) linkId = await addLink(tx, subscriberId);
  if (kind === "link_again") {
    if (!canHaveLink) return refused("no-link");
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`letter:${subscriberId}`}, 0))`;
    const lately = { gt: before(ctx.now(), hours(24)) };
    const count = await tx.notice.count({ where: { subscriberId, kind, writtenAt: lately } });
    if (count >= LINKS_A_DAY) return refused("too-many");
    linkId = await addLink(tx, subscriberId);
  }

  const campaign = await tx.campaign.findFirstOrThrow({ where: { findingId: null } });
  const { id: noticeId } = await tx.notice.create({
    data: {
      campaignId: campaign.id,
      subscriberId,
      kind,
      language: line.language,
      linkId,
      writtenAt: ctx.now(),
      storeId: storeId ?? null,
      momentAt: momentAt ?? null,
    },
  });
  const channels: Channel[] = line.hasEmail && !line.guardianMsisdnIndex ? ["sms", "mail"] : ["sms"];
  await tx.outboxMessage.createMany({
    data: channels.map((channel) => ({
      campaignId: campaign.id,
      noticeId,
      channel,
      state: "pending" as const,
      notBefore: ctx.now(),
    })),
  });
  return ok({ noticeId });
}

async function addLink(tx: Transaction, subscriberId: bigint): Promise<string> {
  const newest = await tx.link.aggregate({ where: { subscriberId }, _max: { version: true } });
  // The next version may be a campaign's that is being planned, and not seen before it is committed: it is left to it.
  const version = (newest._max.version ?? 0) + 2;
  const link = await tx.link.create({ data: { subscriberId, version } });
  return link.id;
}
