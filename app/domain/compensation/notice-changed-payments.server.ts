import type pg from "pg";
import { changedItemsSql } from "#app/domain/compensation/changed-payments.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * Writes down which payments of filed claims a finding holds otherwise, for people to settle: all that a
 * finding changes, in the transaction that publishes it, and of a claim that is filed later what a published
 * finding changes, since one may be published before it is announced.
 */
export async function noticeChangedPayments(
  ctx: Ctx,
  tx: Transaction | pg.ClientBase,
  of: { findingId: number } | { claimId: bigint },
): Promise<void> {
  const [column, id] = "findingId" in of ? ["p.finding_id", of.findingId] : ["i.claim_id", of.claimId];
  const sql = `insert into changed_payments (item_id, finding_id, noticed_at)
    select i.id, p.finding_id, $1::timestamptz ${changedItemsSql} and ${column} = $2::bigint
    on conflict do nothing`;
  if ("query" in tx) await tx.query(sql, [ctx.now(), id]);
  else await tx.$executeRawUnsafe(sql, ctx.now(), id);
}
