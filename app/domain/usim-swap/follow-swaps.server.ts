import type { Ctx } from "#app/domain/context.server.ts";
import { lapseOffers } from "#app/domain/usim-swap/lapse-offers.server.ts";
import { releaseNoShows } from "#app/domain/usim-swap/release-no-shows.server.ts";
import { remindVisitors } from "#app/domain/usim-swap/remind-visitors.server.ts";

/**
 * Gives back what nobody came for or booked in time, and reminds those who come tomorrow. Each goes on where
 * another can't; then the first failure is thrown.
 */
export async function followSwaps(ctx: Ctx): Promise<{ released: number; lapsed: number; reminded: number }> {
  const steps = [releaseNoShows(ctx), lapseOffers(ctx), remindVisitors(ctx)] as const;
  await Promise.allSettled(steps);
  const [{ released }, { lapsed }, { reminded }] = await Promise.all(steps);
  return { released, lapsed, reminded };
}
