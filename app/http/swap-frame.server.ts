import { getOwnSwap } from "#app/domain/usim-swap/get-own-swap.server.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import type { SubscriberArgs } from "#app/http/subscriber-route.server.ts";

/** What each page of the new card's starts from: how the line stands with it. */
export const getSwapFrame = async ({ ctx, session, language }: SubscriberArgs) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  signedIn: session.level === "L2",
  line: String(session.subscriberId),
  own: await getOwnSwap(ctx, session.subscriberId),
});
