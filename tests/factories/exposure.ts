import { noticeChangedPayments } from "#app/domain/compensation/notice-changed-payments.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import type { ExposureCreateManyInput, PaymentCreateManyInput } from "#app/infra/db/generated/models.ts";
import { aFinding } from "#tests/factories/incident.ts";

type Given = Partial<Omit<ExposureCreateManyInput, "subscriberId" | "findingId">> & { line: { id: bigint } };

type Rows = {
  signals?: { line: { id: bigint }; eci: string; at: string }[];
  payments?: ({ line: { id: bigint } } & Omit<PaymentCreateManyInput, "subscriberId" | "findingId">)[];
};

/**
 * A finding published with exactly these changed answers (IMSI exposed, unless said otherwise), and with no
 * rows but those given.
 */
export async function aPublishedFinding(
  ctx: Ctx,
  incident: IncidentDefinition,
  {
    changed,
    exposed = { IMSI: 1 },
    signals = [],
    payments = [],
    ...finding
  }: { id: string; announced_at?: string; changed: Given[]; exposed?: Record<string, number> } & Rows,
): Promise<{ id: number; key: string }> {
  const row = await aFinding(ctx, incident, finding);
  await ctx.db.exposure.createMany({
    data: changed.map(({ line, ...exposure }) => ({
      subscriberId: line.id,
      findingId: row.id,
      verdict: "exposed" as const,
      signalled: true,
      categories: ["IMSI"],
      days: { IMSI: ["2025-09-01"] },
      confirmedCount: 0,
      confirmedKrw: 0,
      suspectedCount: 0,
      suspectedKrw: 0,
      ...exposure,
    })),
  });
  for (const { line, eci, at } of signals) {
    const cell = await ctx.db.rogueCell.findFirstOrThrow({ where: { incidentId: incident.id, eci } });
    await ctx.db.signal.create({
      data: {
        subscriberId: line.id,
        findingId: row.id,
        cellId: cell.id,
        at: new Date(at),
        exposed: ["IMSI"],
      },
    });
  }
  await ctx.db.payment.createMany({
    data: payments.map(({ line, ...payment }) => ({ subscriberId: line.id, findingId: row.id, ...payment })),
  });
  await ctx.db.findingFigures.create({
    data: { findingId: row.id, cells: 1, signalled: changed.length, exposed, victims: 0, lossKrw: 0 },
  });
  await ctx.db.finding.update({
    where: { id: row.id },
    data: { status: "published", publishedAt: ctx.now(), publishedBy: ["kim", "lee"] },
  });
  await ctx.db.$transaction((tx) => noticeChangedPayments(ctx, tx, { findingId: row.id }));
  return row;
}

/** The answer of someone who was wrongly counted. */
export const cleared: Omit<Given, "line"> = {
  verdict: "cleared",
  signalled: false,
  categories: [],
  days: {},
  clearanceReason: "wrong cell",
};
