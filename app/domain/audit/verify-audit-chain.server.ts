import type pg from "pg";
import Cursor from "pg-cursor";
import {
  eventText,
  sealedText,
  type AuditHead,
  type ChainedEvent,
} from "#app/domain/audit/audit-chain.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";

export type ChainFault =
  | { what: "missing" | "altered" | "event-deleted" | "not-the-anchored"; number: string }
  /** The tail was cut: the rows after the last one there is, up to a head that went out. */
  | { what: "cut"; number: string; upTo: string }
  /** An event that neither has a place nor waits for one. */
  | { what: "unchained"; eventId: string };

export type ChainReport = {
  rows: number;
  /** Events that wait for their place, as they do for some seconds. */
  waiting: number;
  /** The first fault; null if the trail is whole up to the last head. */
  fault: ChainFault | null;
};

const PAGE = 5_000;

/**
 * Goes through the whole chain, row by row, and holds it against the events, the key and every head that went
 * out: two heads of one number that differ can't both fit, so a tail that was cut and written anew is found
 * although its own heads went out, too. Reads one consistent snapshot, so the worker may go on chaining
 * meanwhile.
 */
export async function verifyAuditChain(
  ctx: Pick<Ctx, "pool" | "vault">,
  heads: readonly AuditHead[],
): Promise<ChainReport> {
  const client = await ctx.pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows, fault } = await followChain(ctx, client, heads);
    const waiting = await client.query<{ count: number }>("select count(*)::int as count from audit_queue");
    return {
      rows,
      waiting: waiting.rows[0]?.count ?? 0,
      fault: fault ?? (await findUnchained(client)),
    };
  } finally {
    await client.query("rollback");
    client.release();
  }
}

async function followChain(
  ctx: Pick<Ctx, "vault">,
  client: pg.PoolClient,
  heads: readonly AuditHead[],
): Promise<{ rows: number; fault: ChainFault | null }> {
  const anchored = byNumber(heads);
  const cursor = client.query(
    new Cursor<ChainedEvent>(
      `select number, mac, event_id, case when event.id is not null then ${eventText} end as event
       from audit_chain left join audit_events event on event.id = event_id order by number`,
    ),
  );
  try {
    let number = 0n;
    let previous: Buffer | null = null;
    for (let page = await cursor.read(PAGE); page.length > 0; page = await cursor.read(PAGE))
      for (const row of page) {
        number += 1n;
        const found = faultOf(ctx, row, number, previous, anchored.get(String(number)));
        if (found) return { rows: Number(number), fault: { what: found, number: String(number) } };
        previous = row.mac;
      }
    const upTo = heads.map((head) => BigInt(head.number)).reduce((a, b) => (a > b ? a : b), 0n);
    const fault: ChainFault | null =
      upTo > number ? { what: "cut", number: String(number + 1n), upTo: String(upTo) } : null;
    return { rows: Number(number), fault };
  } finally {
    await cursor.close();
  }
}

function faultOf(
  ctx: Pick<Ctx, "vault">,
  row: ChainedEvent,
  number: bigint,
  previous: Buffer | null,
  anchoredMac: string | null | undefined,
) {
  if (BigInt(row.number) !== number) return "missing";
  if (row.event === null) return "event-deleted";
  if (!row.mac.equals(ctx.vault.auditMac(sealedText(number, row.event, previous)))) return "altered";
  return anchoredMac === undefined || anchoredMac === row.mac.toString("hex") ? null : "not-the-anchored";
}

/** The MAC that went out for each number; null where two differ, which no row can fit. */
function byNumber(heads: readonly AuditHead[]): Map<string, string | null> {
  const anchored = new Map<string, string | null>();
  for (const { number, mac } of heads) {
    const known = anchored.get(number);
    anchored.set(number, known === undefined || known === mac ? mac : null);
  }
  return anchored;
}

async function findUnchained(client: pg.PoolClient): Promise<ChainFault | null> {
  const { rows } = await client.query<{ id: string }>(
    `select id from audit_events event
     where not exists (select from audit_chain where event_id = event.id)
       and not exists (select from audit_queue where event_id = event.id)
     order by id limit 1`,
  );
  return rows[0] ? { what: "unchained", eventId: rows[0].id } : null;
}
