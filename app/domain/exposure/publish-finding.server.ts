import type pg from "pg";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { noticeChangedPayments } from "#app/domain/compensation/notice-changed-payments.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { Verdict } from "#app/domain/incidents/incident.schema.ts";
import { lockFinding } from "#app/domain/exposure/finding-lock.server.ts";
import { writeExposures, type ExposureChange } from "#app/domain/exposure/write-exposures.server.ts";
import { countFigures, type Figures } from "#app/domain/figures/count-figures.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { reconcileLists } from "#app/domain/reconciliation/reconcile-lists.server.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type PublishRefusal = "already-published" | "not-two-operators" | "not-after-the-last-finding";

/**
 * What a finding changes: its totals beside those in force before, and how many people went from which answer
 * to which.
 */
export type FindingDiff = {
  before: Figures;
  after: Figures;
  changed: number;
  moves: { from: Verdict; to: Verdict; people: number }[];
};

/**
 * Publishes a draft: classifies everyone it names, counts its totals and switches it to published, all in one
 * transaction, on the word of two named operators. Refuses a finding announced before one that is already
 * published, since an answer once given is never changed behind anyone's back. With `dryRun`, computes the
 * same and undoes it.
 */
export async function publishFinding(
  ctx: Ctx,
  findingKey: string,
  { operators, dryRun = false }: { operators: string[]; dryRun?: boolean },
): Promise<Result<FindingDiff, PublishRefusal>> {
  const named = new Set(operators.map((name) => name.trim().toLowerCase()).filter(Boolean));
  if (!dryRun && named.size < 2) return refused("not-two-operators");

  const publish = async (client: pg.PoolClient): Promise<Result<FindingDiff, PublishRefusal>> => {
    await lockFinding(client, findingKey);
    const found = await client.query<{
      id: number;
      incident_id: string;
      status: string;
      announced_at: Date;
    }>("select id, incident_id, status, announced_at from findings where key = $1 for update", [findingKey]);
    const finding = found.rows[0];
    if (!finding) throw new NotFound(`no finding "${findingKey}"`);
    if (finding.status === "published") return refused("already-published");
    await client.query("select 1 from incidents where id = $1 for update", [finding.incident_id]);

    const earlier = await client.query<{ id: number; announced_at: Date }>(
      "select id, announced_at from findings where incident_id = $1 and status = 'published' order by announced_at",
      [finding.incident_id],
    );
    const lastAnnounced = earlier.rows.at(-1)?.announced_at;
    if (lastAnnounced && lastAnnounced >= finding.announced_at) return refused("not-after-the-last-finding");

    const earlierIds = earlier.rows.map(({ id }) => id);
    const findingIds = [...earlierIds, finding.id];
    const { categories } = await getIncident(ctx, finding.incident_id);
    const moves = countMoves();
    await writeExposures(client, categories, findingIds, moves.add);
    await client.query("analyze exposures");
    const before = await countFigures(client, earlierIds);
    const after = await countFigures(client, findingIds);
    const diff = { before, after, changed: moves.total(), moves: moves.list() };
    if (dryRun) return ok(diff);

    await client.query(
      `insert into finding_figures (finding_id, cells, signalled, exposed, victims, loss_krw) values ($1, $2, $3, $4, $5, $6)`,
      [finding.id, after.cells, after.signalled, JSON.stringify(after.exposed), after.victims, after.lossKrw],
    );
    await client.query(
      "update findings set status = 'published', published_at = $2, published_by = $3 where id = $1",
      [finding.id, ctx.now(), operators],
    );
    await reconcileLists(ctx, client, { id: finding.id, incidentId: finding.incident_id });
    await recordAudit(ctx, client, {
      action: "finding.publish",
      subject: { type: "finding", id: findingKey },
      detail: { operators, changed: diff.changed },
    });
    // A claim that is being filed, or a sum taken, is waited for, and the next ones wait until this is there to
    // be seen: they write into claims before they look for what a finding changed.
    await client.query("lock table claims in share row exclusive mode");
    await noticeChangedPayments(ctx, client, { findingId: finding.id });
    return ok(diff);
  };
  return inTransaction(ctx.pool, publish, { keep: !dryRun });
}

function countMoves() {
  const counts = new Map<string, FindingDiff["moves"][number]>();
  return {
    add: ({ before, now }: ExposureChange) => {
      const key = `${before.verdict} ${now.verdict}`;
      const move = counts.get(key) ?? { from: before.verdict, to: now.verdict, people: 0 };
      counts.set(key, { ...move, people: move.people + 1 });
    },
    total: () => [...counts.values()].reduce((sum, { people }) => sum + people, 0),
    list: () => [...counts.values()].sort((a, b) => b.people - a.people),
  };
}
