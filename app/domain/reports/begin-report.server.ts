import { randomUUID } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { findKeptForm } from "#app/domain/verification/find-kept-form.server.ts";

export type BegunReport = {
  idempotencyKey: string;
  /** Whose report it will be: how their number ends, and what the form says it by. Null without a session. */
  line: { ending: string; sealed: string } | null;
  /** What was written before, if the session ended over it. */
  kept: Record<string, string> | null;
};

/** The owner of the line that a form of /report carries, sealed: only its own page could have named it. */
export const FORM_LINE_OWNER = "report-form";

/** What an empty form of /report begins with. */
export async function beginReport(
  ctx: Ctx,
  { subscriberId, keptSecret }: { subscriberId: bigint | null; keptSecret: string | null },
): Promise<BegunReport> {
  const idempotencyKey = randomUUID();
  if (subscriberId === null) return { idempotencyKey, line: null, kept: null };
  const row = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const { keyId, envelope } = ctx.vault.seal(FORM_LINE_OWNER, String(subscriberId));
  return {
    idempotencyKey,
    line: {
      ending: openPersonalData(ctx, row).msisdn.slice(-4),
      sealed: [Buffer.from(keyId), Buffer.from(envelope)].map((part) => part.toString("base64url")).join("."),
    },
    kept: keptSecret ? await findKeptForm(ctx, { secret: keptSecret, subscriberId, path: "/report" }) : null,
  };
}
