import type { Ctx } from "#app/domain/context.server.ts";
import { sessionIdle } from "#app/domain/verification/verification.rules.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { after, minutes } from "#app/shared/time.ts";

export type Session = {
  id: string;
  /** The line that it is about. */
  subscriberId: bigint;
  level: "L1" | "L2";
  /** Who signed in, from L2 on. */
  holderId: bigint | null;
  /** What they signed in with; `since` is null where the carrier didn't say. Means nothing at L1. */
  authenticator: { since: Date | null; inStore: boolean };
  /** The one path that L3 was reached for, and until when. */
  raisedFor: string | null;
  raisedUntil: Date | null;
  /** When it ends unless something is done before; the page prints it. */
  endsAt: Date;
  /** When it ends in any case. */
  expiresAt: Date;
};

type Row = {
  id: string;
  subscriber_id: string;
  level: Session["level"];
  idle_until: Date;
  expires_at: Date;
  holder_id: string | null;
  authenticator_since: Date | null;
  authenticator_in_store: boolean;
  raised_for: string | null;
  raised_until: Date | null;
};

/** A page asked for again within this time doesn't move the end: it saves a write on nearly every request. */
const SLIDE_STEP = minutes(1);

/** The live session of a cookie, its idle time begun anew; null if there is none, or not any more. */
export async function findSession(ctx: Ctx, secret: string): Promise<Session | null> {
  const now = ctx.now();
  const found = await ctx.pool.query<Row>({
    name: "find-session",
    text: `select id, subscriber_id, level, idle_until, expires_at, holder_id, authenticator_since, authenticator_in_store,
        raised_for, raised_until
      from sessions where id_hash = $1`,
    values: [hashToken(secret)],
  });
  const row = found.rows[0];
  if (!row || row.idle_until <= now || row.expires_at <= now) return null;

  const idleUntil = new Date(Math.min(after(now, sessionIdle).getTime(), row.expires_at.getTime()));
  const gained = idleUntil.getTime() - row.idle_until.getTime();
  if (gained > SLIDE_STEP) await ctx.db.session.updateMany({ where: { id: row.id }, data: { idleUntil } });
  return {
    id: row.id,
    subscriberId: BigInt(row.subscriber_id),
    level: row.level,
    holderId: row.holder_id === null ? null : BigInt(row.holder_id),
    authenticator: { since: row.authenticator_since, inStore: row.authenticator_in_store },
    raisedFor: row.raised_for,
    raisedUntil: row.raised_until,
    endsAt: gained > SLIDE_STEP ? idleUntil : row.idle_until,
    expiresAt: row.expires_at,
  };
}
