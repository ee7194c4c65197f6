import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Call } from "#app/infra/db/generated/client.ts";

/**
 * The call, for an agent whose own and open one it is; for everyone else there is none. Held until the
 * transaction ends, so that one thing after the other happens to a call.
 */
export async function lockOwnCall(ctx: Ctx, tx: Transaction, callId: bigint): Promise<Call> {
  const { id } = requireStaff(ctx.actor, "agent");
  await tx.$queryRaw`select 1 from calls where id = ${callId} for update`;
  const call = await tx.call.findFirst({ where: { id: callId, memberId: BigInt(id), endedAt: null } });
  if (!call) throw new NotFound("no such open call of this member");
  return call;
}
