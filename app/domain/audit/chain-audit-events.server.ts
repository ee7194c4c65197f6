import { eventText, sealedText, type AuditHead } from "#app/domain/audit/audit-chain.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";

const BATCH = 1_000;

/** Two chainers would give one number twice; the second waits. */
const CHAIN_LOCK = 7_301_001;

/**
 * Gives the events that wait for it their place in the chain, a batch of them, in the order they were
 * written. Returns how many, and the chain's head; null while the chain is empty.
 */
export async function chainAuditEvents(
  ctx: Pick<Ctx, "pool" | "vault">,
): Promise<{ chained: number; head: AuditHead | null }> {
  return inTransaction(ctx.pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [CHAIN_LOCK]);
    const last = await client.query<{ number: string; mac: Buffer }>(
      "select number, mac from audit_chain order by number desc limit 1",
    );
    const { rows } = await client.query<{ id: string; event: string }>(
      `with taken as (
         delete from audit_queue where event_id in (select event_id from audit_queue order by event_id limit $1) returning event_id
       )
       select event.id, ${eventText} as event from taken join audit_events event on event.id = event_id order by event.id`,
      [BATCH],
    );
    let number = BigInt(last.rows[0]?.number ?? 0);
    let mac: Buffer | null = last.rows[0]?.mac ?? null;
    const links = rows.map(({ id, event }) => {
      number += 1n;
      mac = Buffer.from(ctx.vault.auditMac(sealedText(number, event, mac)));
      return { number, id, mac };
    });
    await client.query(
      `insert into audit_chain (number, event_id, mac)
       select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])`,
      [links.map((link) => link.number), links.map(({ id }) => id), links.map((link) => link.mac)],
    );
    return {
      chained: links.length,
      head: mac && { number: String(number), mac: Buffer.from(mac).toString("hex") },
    };
  });
}
