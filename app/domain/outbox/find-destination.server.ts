import type { Ctx } from "#app/domain/context.server.ts";
import type { LeasedMessage } from "#app/domain/outbox/lease-messages.server.ts";
import { findRecipient, type RecipientRefusal } from "#app/domain/subscribers/find-recipient.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type Destination = { to: string; withLink: boolean };
export type DestinationRefusal = RecipientRefusal | "no-address";

/**
 * Where a message goes, and whether its link may go with it. A text goes to nobody but the line's holder, or
 * a minor's guardian, at a number that the carrier confirms. E-mail reaches the holder also after the number
 * has ended or gone to somebody else; then without the link, which such a number no longer opens; so nothing
 * is mailed that is about the link alone.
 */
export async function findDestination(
  ctx: Ctx,
  message: LeasedMessage,
): Promise<Result<Destination, DestinationRefusal>> {
  const recipient = await findRecipient(ctx, message);
  if (message.channel === "sms")
    return recipient.ok ? ok({ to: recipient.value.msisdn, withLink: true }) : recipient;

  const needsLink = message.kind === "link_again";
  if (!recipient.ok && (needsLink || !withoutTheNumber.includes(recipient.refusal))) return recipient;
  const { email } = openPersonalData(ctx, message);
  return email ? ok({ to: email, withLink: recipient.ok }) : refused("no-address");
}

const withoutTheNumber: readonly RecipientRefusal[] = ["owner-changed", "line-not-active"];
