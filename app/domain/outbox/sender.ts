import type { LinkKey } from "#app/infra/keys/link-key.server.ts";
import type { Log } from "#app/infra/log.server.ts";
import type { SmsTransport } from "#app/infra/sms/transport.ts";
import type { Pace } from "#app/domain/outbox/pace.ts";

/** What the worker alone has, beside Ctx: the way out, and the key that makes links. */
export type Sender = {
  transport: SmsTransport;
  linkKey: LinkKey;
  publicUrl: string;
  pace: Pace;
  /** Texts taken at a time; at the pace, they must be gone well within the lease. */
  batch: number;
  /** Real time. A worker that has not answered for this long is taken for dead. */
  leaseMs: number;
  /** Names this process in leases; no two share one. */
  workerId: string;
  log: Log;
};
