import { callerCodeOf } from "#app/domain/calls/codes.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { findSession, type Session } from "#app/domain/verification/find-session.server.ts";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import type { Call } from "#app/infra/db/generated/client.ts";
import type { TestContext } from "#tests/factories/context.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";

/** An open call that began just now: about nobody, unless a line is given, and unchecked, unless said otherwise. */
export const aCall = (
  ctx: Ctx,
  {
    memberId,
    line,
    ...given
  }: { memberId: bigint; line?: { id: bigint; incidentId: string } } & Partial<
    Pick<Call, "checkedAt" | "checkedBy" | "incidentId" | "agentCodeAt" | "endedAt" | "outcome">
  >,
): Promise<Call> =>
  ctx.db.call.create({
    data: {
      memberId,
      incidentId: line?.incidentId ?? "small-incident",
      subscriberId: line?.id ?? null,
      startedAt: ctx.now(),
      ...given,
    },
  });

/** An agent of their own, what a use case is handed when they act, and their open call. */
export async function anAgentInCall(
  t: TestContext,
  given: Omit<Parameters<typeof aCall>[1], "memberId"> = {},
) {
  const member = await aStaffMember(t.ctx);
  const call = await aCall(t.ctx, { memberId: member.id, ...given });
  return { member, call, callId: call.id, as: t.as(staffActor(member)) };
}

/** As `anAgentInCall`, with a line whose caller was checked just now. */
export const anAgentInCheckedCall = (t: TestContext, line: { id: bigint; incidentId: string }) =>
  anAgentInCall(t, { line, checkedAt: t.ctx.now(), checkedBy: "code" });

/** A live session of that line's subscriber, and what a use case is handed when they act. */
export async function aSubscriberSession(t: TestContext, line: { id: bigint }) {
  const secret = await startSession(t.ctx, t.ctx.db, { subscriberId: line.id, linkId: null, level: "L1" });
  const session = await findSession(t.ctx, secret);
  if (!session) throw new Error("the session is over");
  return {
    session,
    cookie: `session=${secret}`,
    as: t.as({ type: "subscriber", id: String(line.id), level: "L1" }),
  };
}

/** A code as a session's page shows it now. */
export async function aCallerCode(t: TestContext, session: Session): Promise<string> {
  const { id: sessionId, subscriberId } = session;
  const { id } = await t.ctx.db.callerCode.create({
    data: { sessionId, subscriberId, issuedAt: t.ctx.now() },
  });
  return callerCodeOf(t.ctx.vault, id);
}

/** Another one than that. */
export const otherCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
