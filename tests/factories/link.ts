import { randomBytes } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { linkLifetime } from "#app/domain/verification/verification.rules.ts";
import type { Link } from "#app/infra/db/generated/client.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { after } from "#app/shared/time.ts";
import type { TestContext } from "#tests/factories/context.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";

export const aToken = () => randomBytes(16).toString("base64url");

/**
 * A link that was texted just now, valid for its 30 days unless said otherwise, and the token that only its
 * text holds.
 */
export async function aLink(
  ctx: Ctx,
  line: { id: bigint },
  given: Partial<Pick<Link, "version" | "issuedAt" | "expiresAt" | "revokedAt" | "revokedFor">> = {},
): Promise<Link & { token: string }> {
  const token = aToken();
  const row = await ctx.db.link.create({
    data: {
      subscriberId: line.id,
      version: 1,
      tokenHash: hashToken(token),
      issuedAt: ctx.now(),
      expiresAt: after(ctx.now(), linkLifetime),
      ...given,
    },
  });
  return { ...row, token };
}

/** A line that the carrier confirms is in the same hands, with a link to it. */
export async function aLinkedLine(t: TestContext, given: Parameters<typeof aSubscriber>[1] = {}) {
  const line = await aSubscriber(t.ctx, given);
  t.carrier.owners.set(line.personalData.msisdn, { status: "active", holderRef: line.holderRef });
  const link = await aLink(t.ctx, line);
  return { line, link, token: link.token, birthDate: line.personalData.birthDate ?? "" };
}
