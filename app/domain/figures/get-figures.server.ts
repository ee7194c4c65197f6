import { z } from "zod";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { Figures } from "#app/domain/figures/count-figures.server.ts";
import { localizedSchema, type Localized } from "#app/domain/incidents/incident.schema.ts";

export type DatedFigures = Figures & {
  id: string;
  announcedAt: Date;
  source: string;
  note: Localized | null;
};

/**
 * The series of published findings of an incident (default: the newest) as of a moment, oldest first, with
 * the totals that each was published with. Throws NotFound where there is no such incident.
 */
export async function getFigures(ctx: Ctx, { incidentId, at }: { incidentId?: string; at: Date }) {
  const incident = incidentId
    ? await ctx.db.incident.findUnique({ where: { id: incidentId } })
    : await ctx.db.incident.findFirst({ orderBy: { createdAt: "desc" } });
  if (!incident) throw new NotFound(incidentId ? `no incident "${incidentId}"` : "no incident yet");

  const findings = await ctx.db.finding.findMany({
    where: { incidentId: incident.id, status: "published", announcedAt: { lte: at } },
    orderBy: { announcedAt: "asc" },
    include: { figures: true },
  });
  return {
    incident: incident.id,
    at,
    findings: findings.flatMap(({ figures, ...finding }): DatedFigures[] =>
      figures
        ? [
            {
              id: finding.key,
              announcedAt: finding.announcedAt,
              source: finding.source,
              note: localizedSchema.nullable().parse(finding.note),
              cells: figures.cells,
              signalled: figures.signalled,
              exposed: z.record(z.string(), z.number()).parse(figures.exposed),
              victims: figures.victims,
              lossKrw: Number(figures.lossKrw),
            },
          ]
        : [],
    ),
  };
}
