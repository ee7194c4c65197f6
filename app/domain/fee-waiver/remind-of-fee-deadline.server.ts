import type { Ctx } from "#app/domain/context.server.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { reminderDueSince } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import { lockFee } from "#app/domain/fee-waiver/lock-fee.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { FeeQuote } from "#app/infra/carrier/carrier-api.server.ts";
import type { Database } from "#app/infra/db/database.server.ts";
import { kstDay } from "#app/shared/time.ts";

/** At a time: the worker comes again at once while there are more. */
const BATCH = 50;

type Line = { id: string; subscriber_ref: string };

/**
 * Before the last day to leave, and before the last day to apply, tells those alone who aren't done, by each reminder once: who is registered and
 * hasn't left; and whose line ended in the window and who never applied, by mail where the number is no longer theirs. How many were told, and
 * how many lines the carrier was asked about.
 */
export async function remindOfFeeDeadline(
  ctx: Ctx,
  policy: FeePolicyDefinition,
): Promise<{ reminded: number; asked: number }> {
  const { terminated, apply } = policy;
  if (!terminated || !apply) return { reminded: 0, asked: 0 };
  const toLeave = reminderDueSince(terminated.to, ctx.now());
  const toApply = reminderDueSince(apply.to, ctx.now());
  const left = toLeave ? await remindToLeave(ctx, policy, toLeave) : 0;
  const applied = toApply ? await remindToApply(ctx, policy, toApply) : { reminded: 0, asked: 0 };
  return { reminded: left + applied.reminded, asked: applied.asked };
}

async function remindToLeave(ctx: Ctx, { incident }: FeePolicyDefinition, since: Date): Promise<number> {
  const { rows } = await ctx.pool.query<Line & { application_id: string }>(
    `select a.id as application_id, s.id, s.subscriber_ref from fee_applications a join subscribers s on s.id = a.subscriber_id
     where a.incident_id = $1 and a.state = 'registered' and s.envelope is not null and (a.reminded_at is null or a.reminded_at < $2)
     order by random() limit $3`,
    [incident, since, BATCH],
  );
  let reminded = 0;
  for (const { row, quote } of await askQuotes(ctx, rows)) {
    if (quote === "silent" || (quote?.terminatedAt && quote.terminatedAt <= ctx.now())) continue;
    reminded += await ctx.db.$transaction(async (tx) => {
      const { count } = await tx.feeApplication.updateMany({
        where: {
          ...{ id: BigInt(row.application_id), state: "registered" },
          OR: [{ remindedAt: null }, { remindedAt: { lt: since } }],
        },
        data: { remindedAt: ctx.now() },
      });
      if (count > 0) await writeLetter(ctx, tx, { subscriberId: BigInt(row.id), kind: "fee_deadline" });
      return count;
    });
  }
  return reminded;
}

/** How far a reminder has got among the lines, and whether the carrier was silent about any: begun anew by a worker that starts, and told to nobody twice. */
const sweeps = new WeakMap<Database, Map<string, { after: string; silent: boolean }>>();

async function remindToApply(ctx: Ctx, policy: FeePolicyDefinition, since: Date) {
  const ofThis = sweeps.get(ctx.db) ?? new Map<string, { after: string; silent: boolean }>();
  sweeps.set(ctx.db, ofThis);
  const name = `${policy.incident} ${policy.version} ${since.toISOString()}`;
  const sweep = ofThis.get(name) ?? { after: "0", silent: false };

  const rows = await listUnapplied(ctx, policy, { since, after: sweep.after });
  if (rows.length === 0) {
    // Once through: from the start again where somebody is still to be asked after.
    ofThis.set(name, { after: sweep.silent ? "0" : sweep.after, silent: false });
    return { reminded: 0, asked: 0 };
  }
  const answers = await askQuotes(ctx, rows);
  const isSilent = answers.some(({ quote }) => quote === "silent");
  let reminded = 0;
  for (const { row, quote } of answers)
    if (quote !== "silent" && endedInWindow(quote, policy) && (await remindOne(ctx, row, since)))
      reminded += 1;
  const isDown = answers.every(({ quote }) => quote === "silent");
  if (!isDown) ofThis.set(name, { after: rows.at(-1)?.id ?? sweep.after, silent: sweep.silent || isSilent });
  return { reminded, asked: isDown ? 0 : rows.length };
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

/** The lines that the policy is for by the answer in force, in order, of which nobody ever applied or gave the waiver up, and that weren't told. */
async function listUnapplied(
  ctx: Ctx,
  policy: FeePolicyDefinition,
  { since, after }: { since: Date; after: string },
): Promise<Line[]> {
  const { rows } = await ctx.pool.query<Line>(
    `select s.id, s.subscriber_ref from subscribers s
     join lateral (
       select e.verdict from exposures e join findings f on f.id = e.finding_id
       where e.subscriber_id = s.id and f.status = 'published' and f.announced_at <= $4
       order by f.announced_at desc limit 1) held on held.verdict::text = any($2)
     where s.incident_id = $1 and s.id > $5 and s.envelope is not null
       and not exists (select from fee_applications a where a.subscriber_id = s.id)
       and not exists (
         select from offer_choices c join carrier_orders o on o.id = c.order_id
         where c.subscriber_id = s.id and 'fee-waiver' = any(c.forfeits) and o.state <> 'failed')
       and not exists (
         select from notices n where n.subscriber_id = s.id and n.kind = 'fee_deadline' and n.written_at >= $3)
     order by s.id limit $6`,
    [policy.incident, policy.for, since, ctx.now(), after, BATCH],
  );
  return rows;
}

const askQuotes = <Row extends Line>(ctx: Ctx, rows: readonly Row[]) =>
  Promise.all(
    rows.map(async (row) => ({
      row,
      quote: await ctx.carrier.findFeeQuote(row.subscriber_ref).catch(() => "silent" as const),
    })),
  );
