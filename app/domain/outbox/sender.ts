import type { Pace } from "#app/domain/outbox/pace.ts";
import type { Channel } from "#app/infra/db/generated/enums.ts";
import type { LinkKey } from "#app/infra/keys/link-key.server.ts";
import type { Log } from "#app/infra/log.server.ts";
import type { Transport } from "#app/infra/transport.ts";
import { seconds } from "#app/shared/time.ts";

/** What the worker alone has, beside Ctx: a channel's way out, and the key that makes links. */
export type Sender = {
  channel: Channel;
  transport: Transport;
  linkKey: LinkKey;
  publicUrl: string;
  pace: Pace;
  /** Messages taken at a time; at the pace, they must be gone well within the lease. */
  batch: number;
  /** Real time. A worker that has not answered for this long is taken for dead. */
  leaseMs: number;
  /** Names this process in leases; no two share one. */
  workerId: string;
  log: Log;
};

/**
 * About a second's worth at a time, so that a pause or an end of the process never waits for long, and a
 * lease that outlasts it.
 */
export function batchAt(perSecond: number): Pick<Sender, "batch" | "leaseMs"> {
  const batch = Math.min(200, Math.ceil(perSecond));
  return { batch, leaseMs: seconds(60) + seconds(batch / perSecond) };
}
