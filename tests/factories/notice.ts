import type { Ctx } from "#app/domain/context.server.ts";
import { placeOf, type LetterKind } from "#app/domain/notices/letter-text.rules.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Channel } from "#app/infra/db/generated/enums.ts";
import { after, days } from "#app/shared/time.ts";
import { aStore } from "#tests/factories/store.ts";

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

/**
 * A letter to a line, in a transaction of its own; the refusal, or "written". One about a visit names a store
 * of the line's incident.
 */
export async function aLetter(ctx: Ctx, line: { id: bigint }, kind: LetterKind): Promise<string> {
  const place = await placeFor(ctx, line, kind);
  const letter = await ctx.db.$transaction((tx) =>
    writeLetter(ctx, tx, { subscriberId: line.id, kind, ...place }),
  );
  return letter.ok ? "written" : letter.refusal;
}

async function placeFor(ctx: Ctx, { id }: { id: bigint }, kind: LetterKind) {
  const place = placeOf(kind);
  if (place === "none") return {};
  const incident = { id: (await ctx.db.subscriber.findUnique({ where: { id } }))?.incidentId ?? "" };
  const store =
    (await ctx.db.store.findFirst({ where: { incidentId: incident.id } })) ??
    (incident.id ? await aStore(ctx, incident) : { id: 0 });
  return { storeId: store.id, ...(place === "store and moment" && { momentAt: after(ctx.now(), days(2)) }) };
}

/** What became of a line's letters of a kind, oldest first. */
export const lettersOf = (ctx: Ctx, line: { id: bigint }, kind: LetterKind, channel: Channel = "sms") =>
  ctx.db.outboxMessage.findMany({
    where: { channel, notice: { subscriberId: line.id, kind } },
    include: { attempts: { orderBy: { number: "asc" } }, notice: { include: { link: true } } },
    orderBy: { id: "asc" },
  });
