import { carrierOrderSchema } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import type { CarrierOrder as Row } from "#app/infra/db/generated/client.ts";
import { after, hours, minutes } from "#app/shared/time.ts";

/** The one path that L3 is reached for, of each. */
export const PAUSE_PATH = "/protection/pause";
export const SWITCH_OFF_PATH = "/protection/off";

export const longestPause = hours(24);

/** Ends to choose from, each on a full minute, so that a form sent twice says the same twice. */
export function pauseEnds(now: Date): { hours: number; until: Date }[] {
  const minute = Math.floor(now.getTime() / minutes(1)) * minutes(1);
  return [1, 3, 12, 24].map((count) => ({ hours: count, until: after(new Date(minute), hours(count)) }));
}

/** Whether L2 may take it back: it switched protection on where that was off before. */
export function isUndoable(
  newest: Pick<Row, "kind" | "state" | "wanted" | "stateBefore" | "actorType">,
): boolean {
  const order = carrierOrderSchema.parse(newest);
  const on = order.kind === "protection" && order.wanted.state === "on";
  return on && newest.state === "done" && newest.stateBefore === "off" && newest.actorType !== "system";
}
