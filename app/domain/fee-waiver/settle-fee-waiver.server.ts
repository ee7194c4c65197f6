import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

export type SettleFeeWaiver = {
  applicationId: bigint;
  outcome: "done" | "failed";
  failure?: string;
};

/**
 * What the carrier made of the order of an approved waiver, in the order's own transaction. Done, it is
 * settled and told. Refused, it stays approved and unsettled: it is owed, and shown so until a person has
 * settled it with the carrier.
 */
export async function settleFeeWaiver(
  ctx: Ctx,
  tx: Transaction,
  { applicationId, outcome, failure }: SettleFeeWaiver,
): Promise<void> {
  const { subscriberId, caseNumber } = await tx.feeApplication.update({
    where: { id: applicationId, state: "approved" },
    data: outcome === "done" ? { settledAt: ctx.now() } : {},
  });
  await recordAudit(ctx, tx, {
    action: "fee.settle",
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { caseNumber, outcome, ...(failure && { failure }) },
  });
  if (outcome === "done") await writeLetter(ctx, tx, { subscriberId, kind: "fee_waived" });
}
