import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * A document has come to a claim: the paper that was asked for first is no longer waited for, since nobody
 * but a reviewer can tell which one it is; they ask again for what it isn't. It ends at the very time
 * of the document, by which return-evidence finds it again. In the transaction of the document, which writes
 * the audit.
 */
export async function paperArrived(
  tx: Transaction,
  { claimId, at }: { claimId: bigint; at: Date },
): Promise<void> {
  const oldest = await tx.paperRequest.findFirst({
    where: { claimId, endedAt: null },
    orderBy: { id: "asc" },
  });
  if (!oldest) return;
  await tx.paperRequest.update({ where: { id: oldest.id }, data: { endedAt: at } });
  await settlePapers(tx, claimId);
}

/** Once no paper is asked for any more, the claim waits for its reviewer again. */
export async function settlePapers(tx: Transaction, claimId: bigint): Promise<void> {
  if ((await tx.paperRequest.count({ where: { claimId, endedAt: null } })) > 0) return;
  await tx.claim.updateMany({ where: { id: claimId, state: "papers_asked" }, data: { state: "filed" } });
}
