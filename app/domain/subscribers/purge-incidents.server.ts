import type pg from "pg";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { moneyKinds } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { eraseEvidence } from "#app/domain/compensation/erase-evidence.server.ts";
import { purgeClaims } from "#app/domain/compensation/purge-claims.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { endBookings } from "#app/domain/usim-swap/end-bookings.server.ts";
import { lockLiveVisits, lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { settleTickets } from "#app/domain/usim-swap/settle-tickets.server.ts";
import { stockTransaction } from "#app/domain/usim-swap/stock-transaction.server.ts";
import type { EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { kstDay } from "#app/shared/time.ts";

/**
 * Erases, for good, what is personal of each incident whose purge day (its YAML's `purge.after`) has passed:
 * envelopes, indexes, the carrier's references, sessions and links, what was said in calls and written in
 * reports, whose certificates are, which card a swap put in, by which document somebody was checked and when
 * they travel, the words, documents and accounts of claims. Visits that lie ahead, places in waiting lists
 * and claims that nobody decided end. What was found stays as counts of nobody in particular, so published
 * figures still add up. An incident whose lines are still owed money that the carrier has been asked for, or
 * is about to be, waits: erased, they couldn't be paid. Run by the worker; done twice, it changes nothing.
 * Audited.
 */
export async function purgeIncidents(
  ctx: Ctx,
  evidence: EvidenceStore,
): Promise<{ purged: string[]; waiting: string[] }> {
  const today = kstDay(ctx.now());
  const purged: string[] = [];
  const waiting: string[] = [];
  for (const { id } of await ctx.db.incident.findMany({ where: { purgedAt: null } })) {
    const { purge } = await getIncident(ctx, id);
    if (today <= purge.after) continue;
    const isPurged = await inTransaction(ctx.pool, async (client) => {
      const lines = "select id from subscribers where incident_id = $1";
      if (await isMoneyUnderWay(client, id)) return false;
      // Whoever orders money meanwhile refers to the line: what is being written down is waited for, and what
      // comes later waits.
      await client.query(`${lines} for update`, [id]);
      if (await isMoneyUnderWay(client, id)) return false;
      await client.query(`delete from caller_codes where subscriber_id in (${lines})`, [id]);
      await client.query(`delete from kept_forms where subscriber_id in (${lines})`, [id]);
      await client.query(`delete from sessions where subscriber_id in (${lines})`, [id]);
      await client.query(
        `update links set revoked_at = coalesce(revoked_at, $2), revoked_for = coalesce(revoked_for, 'purged')
         where token_hash is not null and subscriber_id in (${lines})`,
        [id, ctx.now()],
      );
      const erased = await client.query(
        `update subscribers set envelope = null, key_id = null, msisdn_index = null, guardian_msisdn_index = null,
           person_index = null, row_digest = null, subscriber_ref = 'purged-' || id where incident_id = $1`,
        [id],
      );
      await client.query("update holders set holder_ref = 'purged-' || id where incident_id = $1", [id]);
      await client.query("update accounts set account_ref = 'purged-' || id where incident_id = $1", [id]);
      await client.query(`update payouts set account_ref = null where subscriber_id in (${lines})`, [id]);
      await client.query(
        "update calls set envelope = null, key_id = null, confirmation_id = null where incident_id = $1",
        [id],
      );
      await client.query(
        `update report_entries set envelope = null, key_id = null
         where report_id in (select id from reports where incident_id = $1)`,
        [id],
      );
      for (const table of ["certificates", "swaps"])
        await client.query(
          `update ${table} set envelope = null, key_id = null where subscriber_id in (${lines})`,
          [id],
        );
      await client.query(
        // Random bytes, no card's: half as long as an index of one.
        `update swaps set iccid_index = decode(replace(gen_random_uuid()::text, '-', ''), 'hex') where subscriber_id in (${lines})`,
        [id],
      );
      await client.query(
        `update id_checks set document_check_ref = null where document_check_ref is not null and subscriber_id in (${lines})`,
        [id],
      );
      await client.query(`update waiting_tickets set travel_on = null where subscriber_id in (${lines})`, [
        id,
      ]);
      await client.query(
        "update reports set envelope = null, key_id = null, address_index = null where incident_id = $1",
        [id],
      );
      await purgeClaims(ctx, client, id);
      await client.query("update incidents set purged_at = $2 where id = $1", [id, ctx.now()]);
      await recordAudit(ctx, client, {
        action: "incident.purge",
        subject: { type: "incident", id },
        detail: { lines: erased.rowCount ?? 0, after: purge.after },
      });
      return true;
    });
    (isPurged ? purged : waiting).push(id);
  }
  await endVisits(ctx);
  // Also where the store was out of reach when the incident was purged.
  for (const { id } of await ctx.db.incident.findMany({ where: { purgedAt: { not: null } } }))
    await eraseEvidence(ctx, evidence, id);
  return { purged, waiting };
}

/** Whether an order of money of an incident's lines is still to be carried out. */
async function isMoneyUnderWay(client: pg.ClientBase, incidentId: string): Promise<boolean> {
  const { rows } = await client.query(
    `select from carrier_orders o join subscribers s on s.id = o.subscriber_id
     where s.incident_id = $1 and o.kind::text = any($2) and o.state in ('pending', 'sending') limit 1`,
    [incidentId, moneyKinds],
  );
  return rows.length > 0;
}

/**
 * Ends the bookings and places in waiting lists of lines that are purged, also what came in while they were:
 * nobody could be told of them, or checked at the counter. Their cards lie free again: all who could wait for
 * them are purged too.
 */
async function endVisits(ctx: Ctx): Promise<void> {
  const { rows } = await ctx.pool.query<{ id: number }>(
    `select id from stores where incident_id in (select id from incidents where purged_at is not null) and (
       exists (select from swap_visits join swap_bookings on visit_id = swap_visits.id where store_id = stores.id and state = 'booked')
       or exists (select from waiting_tickets where store_id = stores.id and state in ('waiting', 'offered'))) order by id`,
  );
  for (const { id: storeId } of rows)
    await stockTransaction(ctx.db, async (tx) => {
      await lockStock(tx, [storeId]);
      await lockLiveVisits(tx, storeId);
      // Those who wait first: no card that an offer held is offered to them.
      const tickets = await tx.waitingTicket.findMany({
        where: { storeId, state: { in: ["waiting", "offered"] } },
        orderBy: { state: "asc" },
      });
      await settleTickets(ctx, tx, { tickets, bookedAt: null });
      const visits = await tx.swapVisit.findMany({
        where: { storeId, bookings: { some: { state: "booked" } } },
        include: { bookings: { where: { state: "booked" } } },
      });
      for (const { bookings, ...visit } of visits)
        await endBookings(ctx, tx, { visit, bookings, state: "displaced", detail: { why: "purge" } });
    });
}
