import { findSession, type Session } from "#app/domain/verification/find-session.server.ts";
import { raisedLifetime } from "#app/domain/verification/level.rules.ts";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import { after } from "#app/shared/time.ts";
import type { TestContext } from "#tests/factories/context.ts";

/**
 * A session of a line's holder who signed in, and what a use case is handed when they act: with an
 * authenticator from 2020, unless said otherwise, and at L3 for one path where one is given.
 */
export async function aSignedInSession(
  t: TestContext,
  line: { id: bigint; holderId: bigint },
  {
    raisedFor = null,
    since = new Date("2020-01-01"),
  }: { raisedFor?: string | null; since?: Date | null } = {},
) {
  const secret = await startSession(t.ctx, t.ctx.db, {
    subscriberId: line.id,
    linkId: null,
    level: "L2",
    holderId: line.holderId,
    authenticatorSince: since,
    authenticatorInStore: false,
    raisedFor,
    raisedUntil: raisedFor ? after(t.ctx.now(), raisedLifetime) : null,
  });
  const session: Session | null = await findSession(t.ctx, secret);
  if (!session) throw new Error("the session is over");
  return {
    session,
    cookie: `session=${secret}`,
    as: t.as({ type: "subscriber", id: String(line.id), level: "L2" }),
  };
}
