import type { Ctx } from "#app/domain/context.server.ts";
import { sessionIdle } from "#app/domain/verification/verification.rules.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { after, minutes } from "#app/shared/time.ts";

export type Session = {
  id: string;
  subscriberId: bigint;
  level: "L1" | "L2" | "L3";
  /** When it ends unless something is done before; the page prints it. */
  endsAt: Date;
  /** When it ends in any case. */
  expiresAt: Date;
};

type Row = { id: string; subscriberId: string; level: Session["level"]; idleUntil: Date; expiresAt: Date };

/** A page asked for again within this time doesn't move the end: it saves a write on nearly every request. */
const SLIDE_STEP = minutes(1);

/** The live session of a cookie, its idle time begun anew; null if there is none, or not any more. */
export async function findSession(ctx: Ctx, secret: string): Promise<Session | null> {
  const now = ctx.now();
  const found = await ctx.pool.query<Row>({
    name: "find-session",
    text: `select id, subscriber_id as "subscriberId", level, idle_until as "idleUntil", expires_at as "expiresAt"
      from sessions where id_hash = $1`,
    values: [hashToken(secret)],
  });
  const session = found.rows[0];
  if (!session || session.idleUntil <= now || session.expiresAt <= now) return null;

  const idleUntil = new Date(Math.min(after(now, sessionIdle).getTime(), session.expiresAt.getTime()));
  const gained = idleUntil.getTime() - session.idleUntil.getTime();
  if (gained > SLIDE_STEP)
    await ctx.db.session.updateMany({ where: { id: session.id }, data: { idleUntil } });
  return {
    id: session.id,
    subscriberId: BigInt(session.subscriberId),
    level: session.level,
    endsAt: gained > SLIDE_STEP ? idleUntil : session.idleUntil,
    expiresAt: session.expiresAt,
  };
}
