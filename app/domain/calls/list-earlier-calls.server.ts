import { z } from "zod";
import { callNoteOwner, type CallOutcome } from "#app/domain/calls/call.rules.ts";
import { getCheckedLine } from "#app/domain/calls/get-checked-line.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";

export type EarlierCall = {
  id: string;
  startedAt: Date;
  checked: boolean;
  outcome: CallOutcome | null;
  /** Null where none was written, or once it has been purged. */
  note: string | null;
};

const MOST = 5;

/**
 * The line's calls before this one, the newest first, with what was noted when they ended: so that nobody has
 * to tell it all again. For a checked caller alone (getCheckedLine); it stands on the page whose view is
 * written down.
 */
export async function listEarlierCalls(ctx: Ctx, callId: bigint): Promise<EarlierCall[]> {
  const subscriberId = await getCheckedLine(ctx, callId, "view-calls");
  const calls = await ctx.db.call.findMany({
    where: { subscriberId, endedAt: { not: null } },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return calls.map(({ id, startedAt, checkedAt, outcome, envelope, keyId }) => ({
    id: String(id),
    startedAt,
    checked: checkedAt !== null,
    outcome,
    note: envelope && keyId ? z.string().parse(ctx.vault.open(callNoteOwner(id), { envelope, keyId })) : null,
  }));
}
