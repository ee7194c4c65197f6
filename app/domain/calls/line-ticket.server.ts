import { NotFound, type Ctx } from "#app/domain/context.server.ts";

const ownerOf = (callId: bigint) => `call-line:${callId}`;

/**
 * What a found line is opened by: it says which, sealed for this call alone. So a member opens what their
 * search found, and can't go through the lines by counting up.
 */
export function ticketFor({ vault }: Ctx, callId: bigint, subscriberId: bigint): string {
  const { envelope, keyId } = vault.seal(ownerOf(callId), String(subscriberId));
  return `${keyId}.${Buffer.from(envelope).toString("base64url")}`;
}

/** Throws NotFound for what is no ticket of this call. */
export function openTicket({ vault }: Ctx, callId: bigint, ticket: string): bigint {
  const [keyId = "", text = ""] = ticket.split(".");
  try {
    const opened = vault.open(ownerOf(callId), { keyId, envelope: Buffer.from(text, "base64url") });
    return BigInt(String(opened));
  } catch {
    throw new NotFound("no such line was found in this call");
  }
}
