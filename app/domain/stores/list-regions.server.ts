import type { Ctx } from "#app/domain/context.server.ts";
import { districts, regions } from "#app/domain/stores/districts.ts";

/**
 * Every 시·도 with its 시·군·구, to choose where to look from, and how many stores of the incident it has: whoever
 * lives where there is none still finds the nearest.
 */
export async function listRegions(
  ctx: Pick<Ctx, "db">,
  incidentId: string,
): Promise<{ region: string; districts: string[]; stores: number }[]> {
  const counted = await ctx.db.store.groupBy({
    by: ["region"],
    where: { incidentId },
    _count: true,
  });
  return regions.map((region) => ({
    region,
    districts: districts.filter((one) => one.region === region).map(({ district }) => district),
    stores: counted.find((one) => one.region === region)?._count ?? 0,
  }));
}
