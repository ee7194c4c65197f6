import type { AuditHead } from "#app/domain/audit/audit-chain.rules.ts";
import { chainAuditEvents } from "#app/domain/audit/chain-audit-events.server.ts";
import { holdsHead } from "#app/domain/audit/holds-head.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { AuditAnchor } from "#app/infra/audit-anchor.server.ts";
import type { Log } from "#app/infra/log.server.ts";

/**
 * Chains what was recorded since, and sends the head out where there is a new one; a head that didn't get out
 * is sent next time. Each step says how many it chained. Where the chain no longer has the row that went out
 * last, somebody cut it off or wrote it anew: that is said at once, not only when `audit verify` is run.
 */
export function chainAudit(anchor: AuditAnchor, log: Log) {
  let sent: AuditHead | null = null;
  return async (ctx: Pick<Ctx, "pool" | "vault">): Promise<number> => {
    const { chained, head } = await chainAuditEvents(ctx);
    if (head?.mac === sent?.mac) return chained;
    if (sent && !(await holdsHead(ctx, sent)))
      log.error(
        { sent: sent.number, head: head?.number ?? null },
        "the audit chain no longer has the head that went out: run ansim audit verify",
      );
    if (head) await anchor.put({ ...head, at: new Date().toISOString() });
    sent = head;
    return chained;
  };
}
