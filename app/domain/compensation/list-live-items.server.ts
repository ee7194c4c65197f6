import type { Charge } from "#app/domain/compensation/charge.rules.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { ClaimItemState } from "#app/infra/db/generated/enums.ts";

/**
 * An item of a claim that asks for money still, or had it approved. `approvedKrw` is 0 where the open round
 * refuses it so far.
 */
export type LiveItem = Charge & {
  id: bigint;
  claimNumber: string;
  filedAt: Date | null;
  /** Null where it was added by hand. */
  paymentId: string | null;
  state: Exclude<ClaimItemState, "refused">;
};

/** All of a line's, whoever filed them; what lies in a draft or was withdrawn isn't asked for. */
export async function listLiveItems(db: Database | Transaction, subscriberId: bigint): Promise<LiveItem[]> {
  const rows = await db.claimItem.findMany({
    where: {
      subscriberId,
      state: { not: "refused" },
      claim: { state: { notIn: ["draft", "withdrawn"] } },
    },
    select: {
      id: true,
      at: true,
      amountKrw: true,
      paymentId: true,
      state: true,
      claim: { select: { claimNumber: true, filedAt: true } },
      verdicts: {
        where: { OR: [{ approvedKrw: { gt: 0 } }, { decision: { state: { not: "final" } } }] },
        select: { approvedKrw: true },
      },
    },
    orderBy: { id: "asc" },
  });
  return rows.map(({ claim, verdicts, state, ...item }) => ({
    ...item,
    ...claim,
    state: state === "approved" ? state : "open",
    // One at the most: an item is approved once, and has one open round.
    approvedKrw: verdicts[0]?.approvedKrw ?? null,
  }));
}
