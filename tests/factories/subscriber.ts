import type { Ctx } from "#app/domain/context.server.ts";
import type { PersonalData } from "#app/domain/subscribers/personal-data.ts";
import { sealPersonalData } from "#app/domain/subscribers/seal-personal-data.server.ts";
import type { Subscriber } from "#app/infra/db/generated/client.ts";

type Line = Pick<Subscriber, "language" | "network" | "lineStatus" | "cardType" | "priority" | "mvnoBrand">;

type Given = Partial<Line & PersonalData> & {
  incidentId?: string;
  subscriberRef?: string;
  holderRef?: string;
  accountRef?: string;
  holderType?: "person" | "company";
};

let count = 0;

/**
 * Inserts a line with its holder and account and a really sealed envelope: an adult Korean LTE customer,
 * unless said otherwise.
 */
export async function aSubscriber(
  ctx: Ctx,
  given: Given = {},
): Promise<Subscriber & { personalData: PersonalData; holderRef: string }> {
  count += 1;
  const {
    incidentId = "small-incident",
    subscriberRef = `S${count}`,
    holderRef = `H-${subscriberRef}`,
    accountRef = `A-${subscriberRef}`,
    holderType = "person",
    name = `Kim ${count}`,
    birthDate = "19800115",
    msisdn = `010${String(20_000_000 + count)}`,
    email = null,
    guardianMsisdn = null,
    ...line
  } = given;
  const personalData = { name, birthDate, msisdn, email, guardianMsisdn };
  const holder = await ctx.db.holder.upsert({
    where: { incidentId_holderRef: { incidentId, holderRef } },
    create: { incidentId, holderRef, holderType },
    update: { holderType },
  });
  const account = await ctx.db.account.upsert({
    where: { incidentId_accountRef: { incidentId, accountRef } },
    create: { incidentId, accountRef },
    update: {},
  });
  const row = await ctx.db.subscriber.create({
    data: {
      incidentId,
      subscriberRef,
      holderId: holder.id,
      accountId: account.id,
      language: "ko",
      network: "LTE",
      lineStatus: "active",
      cardType: "usim",
      ...line,
      ...sealPersonalData(ctx.vault, { incidentId, subscriberRef }, personalData),
    },
  });
  return { ...row, personalData, holderRef };
}
