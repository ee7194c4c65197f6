import { randomBytes } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { sessionIdle, sessionLifetime } from "#app/domain/verification/verification.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { after } from "#app/shared/time.ts";

export type NewSession = { subscriberId: bigint; linkId: string | null } & (
  | { level: "L1" }
  /** By a store's code: the one action that it opens, and nothing else beyond L1. */
  | { level: "L1"; storeGrantId: bigint; raisedFor: string; raisedUntil: Date }
  | {
      level: "L2";
      holderId: bigint;
      authenticatorSince: Date | null;
      authenticatorInStore: boolean;
      raisedFor: string | null;
      raisedUntil: Date | null;
    }
);

/** Opens a session and gives its 256-bit secret, which only the cookie will hold; the database keeps its hash. */
export async function startSession(ctx: Ctx, tx: Transaction, session: NewSession): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const now = ctx.now();
  await tx.session.create({
    data: {
      ...session,
      idHash: hashToken(secret),
      createdAt: now,
      idleUntil: after(now, sessionIdle),
      expiresAt: after(now, sessionLifetime),
    },
  });
  return secret;
}
