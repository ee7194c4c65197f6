import { randomBytes, randomUUID } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { createPace } from "#app/domain/outbox/pace.ts";
import { recoverLeases } from "#app/domain/outbox/recover-leases.server.ts";
import { sendNotices } from "#app/domain/outbox/send-notices.server.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { createLog } from "#app/infra/log.server.ts";
import type { Transport } from "#app/infra/transport.ts";
import { seconds } from "#app/shared/time.ts";

const linkKey = randomBytes(32);

export const aSender = (transport: Transport, overrides: Partial<Sender> = {}): Sender => ({
  channel: "sms",
  transport,
  linkKey,
  publicUrl: "http://127.0.0.1:3000",
  pace: createPace(10_000),
  batch: 50,
  leaseMs: seconds(60),
  workerId: randomUUID(),
  log: createLog("silent"),
  ...overrides,
});

/** Sends until nothing is due. */
export async function drain(ctx: Ctx, sender: Sender) {
  while ((await sendNotices(ctx, sender)).taken > 0);
}

/** What time does to leases whose worker died or whose call ended in doubt. */
export const expireLeases = (ctx: Ctx) =>
  ctx.pool.query("update outbox set lease_until = now() - interval '1 second' where state = 'sending'");

/** Leases expire, are recovered, and what is then due is sent. */
export async function recoverAndDrain(ctx: Ctx, sender: Sender) {
  await expireLeases(ctx);
  while ((await recoverLeases(ctx, sender)).recovered > 0);
  await drain(ctx, sender);
}
