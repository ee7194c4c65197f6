import { randomBytes, randomUUID } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { sealPersonalData } from "#app/domain/subscribers/seal-personal-data.server.ts";
import { sessionIdle, sessionLifetime } from "#app/domain/verification/verification.rules.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { after } from "#app/shared/time.ts";

let numbers = 40_000_000;

/**
 * So many lines of an incident, each of a holder of their own with a live session at L1, in a few statements;
 * gives the sessions' secrets.
 */
export async function aCrowd(ctx: Ctx, incidentId: string, people: number): Promise<string[]> {
  const refs = Array.from({ length: people }, () => randomUUID());
  const holders = await ctx.db.holder.createManyAndReturn({
    data: refs.map((holderRef) => ({ incidentId, holderRef, holderType: "person" as const })),
  });
  const account = await ctx.db.account.create({ data: { incidentId, accountRef: randomUUID() } });
  const lines = await ctx.db.subscriber.createManyAndReturn({
    data: holders.map(({ id: holderId, holderRef: subscriberRef }) => ({
      incidentId,
      subscriberRef,
      holderId,
      accountId: account.id,
      language: "ko" as const,
      network: "LTE" as const,
      lineStatus: "active" as const,
      cardType: "usim" as const,
      ...sealPersonalData(
        ctx.vault,
        { incidentId, subscriberRef },
        {
          name: "Kim",
          birthDate: "19800115",
          msisdn: `010${(numbers += 1)}`,
          email: null,
          guardianMsisdn: null,
        },
      ),
    })),
    select: { id: true },
  });
  const now = ctx.now();
  const sessions = lines.map(({ id: subscriberId }) => ({
    subscriberId,
    secret: randomBytes(32).toString("base64url"),
  }));
  await ctx.db.session.createMany({
    data: sessions.map(({ subscriberId, secret }) => ({
      subscriberId,
      linkId: null,
      level: "L1" as const,
      idHash: hashToken(secret),
      createdAt: now,
      idleUntil: after(now, sessionIdle),
      expiresAt: after(now, sessionLifetime),
    })),
  });
  return sessions.map(({ secret }) => secret);
}
