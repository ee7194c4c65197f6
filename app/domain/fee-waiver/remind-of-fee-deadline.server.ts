import type { Ctx } from "#app/domain/context.server.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { ASK_AGAIN_MS, reminderDueSince } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import { followEach } from "#app/domain/fee-waiver/follow-each.ts";
import { lockFee } from "#app/domain/fee-waiver/lock-fee.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { FeeQuote } from "#app/infra/carrier/carrier-api.server.ts";
import type { Database } from "#app/infra/db/database.server.ts";
import { before, kstDay } from "#app/shared/time.ts";

/** At a time: the worker comes again at once while there are more. */
const BATCH = 50;

type Line = { id: string; subscriber_ref: string };

/**
 * How far a reminder has got among the lines, and which of them are to be asked after again, and when they
 * were last. A worker that starts begins anew; nobody is told twice, since what was told is in the notices.
 */
type Sweep = { after: string; open: Map<string, Date> };
const sweeps = new WeakMap<Database, Map<string, Sweep>>();
const END = String(2n ** 63n - 1n);

/**
 * Before the last day to apply, tells those alone who never did though their line ended in the window, by
 * each reminder once, by mail where the number is no longer theirs. Asked after are only lines that ended by
 * the file of subscribers; those that the carrier is silent about again after an hour. How many were told,
 * and how many asked after. Who is registered and hasn't left is told while waiting (decide-fees).
 */
export async function remindOfFeeDeadline(
  ctx: Ctx,
  policy: FeePolicyDefinition,
  failures: unknown[],
): Promise<{ reminded: number; asked: number }> {
  const since = policy.apply ? reminderDueSince(policy.apply.to, ctx.now()) : null;
  if (!since) return { reminded: 0, asked: 0 };
  const sweep = sweepOf(ctx.db, `${policy.incident} ${policy.version} ${since.toISOString()}`);
  const rows = await takeUnapplied(ctx, policy, { since, sweep });
  const answers = await Promise.all(
    rows.map(async (row) => ({
      row,
      quote: await ctx.carrier.findFeeQuote(row.subscriber_ref).catch(() => "silent" as const),
    })),
  );
  let reminded = 0;
  await followEach(answers, failures, async ({ row, quote }) => {
    if (quote === "silent") return;
    if (endedInWindow(quote, policy) && (await remindOne(ctx, row, since))) reminded += 1;
    sweep.open.delete(row.id);
  });
  return { reminded, asked: rows.length };
}

function sweepOf(db: Database, name: string): Sweep {
  const all = sweeps.get(db) ?? new Map<string, Sweep>();
  const sweep = all.get(name) ?? { after: "0", open: new Map<string, Date>() };
  sweeps.set(db, all.set(name, sweep));
  return sweep;
}

/**
 * The next ones, and those that it is time to ask after again: whatever becomes of them, the sweep has gone
 * past them.
 */
async function takeUnapplied(
  ctx: Ctx,
  policy: FeePolicyDefinition,
  { since, sweep }: { since: Date; sweep: Sweep },
): Promise<Line[]> {
  const now = ctx.now();
  const again = [...sweep.open].filter(([, askedAt]) => askedAt <= before(now, ASK_AGAIN_MS));
  const ids = again.slice(0, BATCH).map(([id]) => id);
  for (const id of ids) sweep.open.delete(id);
  const rows = await listUnapplied(ctx, policy, { since, after: sweep.after, ids });
  for (const { id } of rows) sweep.open.set(id, now);
  const last = rows.at(-1)?.id ?? END;
  if (BigInt(last) > BigInt(sweep.after)) sweep.after = last;
  return rows;
}

const endedInWindow = (quote: FeeQuote | null, { terminated }: FeePolicyDefinition) => {
  const day = quote?.terminatedAt ? kstDay(quote.terminatedAt) : null;
  return day !== null && terminated !== undefined && terminated.from <= day && day <= terminated.to;
};

const remindOne = (ctx: Ctx, row: Line, since: Date): Promise<boolean> =>
  ctx.db.$transaction(async (tx) => {
    const subscriberId = BigInt(row.id);
    await lockFee(tx, subscriberId);
    const told = await tx.notice.count({
      where: { subscriberId, kind: "fee_deadline", writtenAt: { gte: since } },
    });
    if (told > 0 || (await tx.feeApplication.count({ where: { subscriberId } })) > 0) return false;
    await writeLetter(ctx, tx, { subscriberId, kind: "fee_deadline" });
    return true;
  });

/**
 * Lines that ended, in order, that the policy is for by the answer in force, of which nobody ever applied or
 * gave the waiver up, and that weren't told: after one of them, and besides those of the ids.
 */
async function listUnapplied(
  ctx: Ctx,
  policy: FeePolicyDefinition,
  { since, after, ids }: { since: Date; after: string; ids: string[] },
): Promise<Line[]> {
  const { rows } = await ctx.pool.query<Line>(
    `select s.id, s.subscriber_ref from subscribers s
     join lateral (
       select e.verdict from exposures e join findings f on f.id = e.finding_id
       where e.subscriber_id = s.id and f.status = 'published' and f.announced_at <= $4
       order by f.announced_at desc limit 1) held on held.verdict::text = any($2)
     where s.incident_id = $1 and (s.id > $5 or s.id = any($6)) and s.line_status <> 'active' and s.envelope is not null
       and not exists (select from fee_applications a where a.subscriber_id = s.id)
       and not exists (
         select from offer_choices c join carrier_orders o on o.id = c.order_id
         where c.subscriber_id = s.id and 'fee-waiver' = any(c.forfeits) and o.state <> 'failed')
       and not exists (
         select from notices n where n.subscriber_id = s.id and n.kind = 'fee_deadline' and n.written_at >= $3)
     order by s.id limit $7`,
    [policy.incident, policy.for, since, ctx.now(), after, ids, BATCH],
  );
  return rows;
}
