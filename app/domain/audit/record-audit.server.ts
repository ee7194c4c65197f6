import type pg from "pg";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { Prisma } from "#app/infra/db/generated/client.ts";

export type AuditEntry = {
  action: string;
  subject: { type: string; id: string };
  /** Never a token, number, birth date or account: they are found through the subject. */
  detail?: Prisma.InputJsonObject;
  /** Why a member of staff did it, in their words. */
  reason?: string;
};

/**
 * Writes down who did what to what. It goes through the transaction that does it (Prisma's, or a plain
 * connection's), so that one is never there without the other.
 */
export async function recordAudit(ctx: Ctx, tx: Transaction | Database | pg.ClientBase, entry: AuditEntry) {
  const row = {
    at: ctx.now(),
    actorType: ctx.actor.type,
    actorId: "id" in ctx.actor ? ctx.actor.id : null,
    action: entry.action,
    subjectType: entry.subject.type,
    subjectId: entry.subject.id,
    detail: entry.detail ?? {},
    requestId: ctx.requestId,
    actorRole: ctx.actor.type === "staff" ? ctx.actor.role : null,
    address: ctx.actor.type === "staff" ? ctx.actor.address : null,
    reason: entry.reason ?? null,
  };
  if ("auditEvent" in tx) {
    await tx.auditEvent.create({ data: row });
    return;
  }
  await tx.query(
    `insert into audit_events (at, actor_type, actor_id, action, subject_type, subject_id, detail, request_id,
       actor_role, address, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      row.at,
      row.actorType,
      row.actorId,
      row.action,
      row.subjectType,
      row.subjectId,
      JSON.stringify(row.detail),
      row.requestId,
      row.actorRole,
      row.address,
      row.reason,
    ],
  );
}
