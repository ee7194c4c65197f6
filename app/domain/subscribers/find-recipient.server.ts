import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type RecipientRefusal =
  "owner-changed" | "line-not-active" | "guardian-unknown" | "carrier-silent" | "purged";

type Line = {
  incidentId: string;
  subscriberRef: string;
  envelope: Uint8Array | null;
  keyId: string | null;
  guardianMsisdnIndex: Uint8Array | null;
  holder: { holderRef: string };
};

/**
 * The number that what concerns a line goes to, once the carrier confirms that it is still in the same hands:
 * the line's own, or a minor's guardian's. Asked before every text and again when a link is used, since
 * numbers are given to new people. A guardian is only trusted where their line stands in the same incident's
 * list; a carrier that doesn't answer is no yes.
 */
export async function findRecipient(
  ctx: Ctx,
  line: Line,
): Promise<Result<{ msisdn: string }, RecipientRefusal>> {
  if (!line.envelope) return refused("purged");
  const person = openPersonalData(ctx, line);

  let msisdn = person.msisdn;
  let holderRef = line.holder.holderRef;
  if (person.guardianMsisdn) {
    const guardian = await ctx.db.subscriber.findFirst({
      where: {
        incidentId: line.incidentId,
        msisdnIndex: ctx.vault.blindIndex("msisdn", person.guardianMsisdn),
        lineStatus: "active",
      },
      include: { holder: true },
    });
    if (!guardian) return refused("guardian-unknown");
    msisdn = person.guardianMsisdn;
    holderRef = guardian.holder.holderRef;
  }

  const now = await ctx.carrier.findLineOwner(msisdn).catch(() => "silent" as const);
  if (now === "silent") return refused("carrier-silent");
  if (now?.status !== "active") return refused("line-not-active");
  return now.holderRef === holderRef ? ok({ msisdn }) : refused("owner-changed");
}
