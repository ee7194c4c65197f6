import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Prisma } from "#app/infra/db/generated/client.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";

/** Writes an act on a claim down for its line, whose holder reads of it under /requests. */
export const auditClaim = (
  ctx: Ctx,
  tx: Transaction,
  { claimNumber, subscriberId }: Pick<Claim, "claimNumber" | "subscriberId">,
  action: string,
  detail: Prisma.InputJsonObject = {},
) =>
  recordAudit(ctx, tx, {
    action,
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { claim: claimNumber, ...detail },
  });
